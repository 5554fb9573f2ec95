//! Many articles, in order.
