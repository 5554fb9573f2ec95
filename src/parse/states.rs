//! The states of a page read from top to bottom, and the orders that are legal.

/// What a unit is within the order of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// Furniture before the headline (or before the body of a page without one).
    Before,
    /// The headline.
    Headline,
    /// Below the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Furniture between headline and body: times, share buttons.
    Between,
    /// The article.
    Body,
    /// Furniture inside the article.
    Island,
    /// Furniture behind it.
    After,
}

impl State {
    /// How many there are.
    pub const COUNT: usize = 8;
    /// All, in the order of their numbers.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Before,
        Self::Headline,
        Self::Standfirst,
        Self::Byline,
        Self::Between,
        Self::Body,
        Self::Island,
        Self::After,
    ];

    /// Whether it is furniture.
    pub fn is_boilerplate(self) -> bool {
        matches!(
            self,
            Self::Before | Self::Between | Self::Island | Self::After
        )
    }

    /// Whether a page may begin with it.
    pub const fn begins(self) -> bool {
        !matches!(self, Self::Island | Self::After)
    }

    /// Whether a page may end with it.
    pub const fn ends(self) -> bool {
        !matches!(self, Self::Island)
    }

    /// Whether `next` may follow: one headline, the head before the body, the tail behind it. A byline may stand before
    /// the headline.
    pub const fn leads_to(self, next: Self) -> bool {
        use State::*;
        match self {
            Before => matches!(next, Before | Headline | Standfirst | Byline | Body),
            Headline => matches!(next, Standfirst | Byline | Between | Body),
            Standfirst => matches!(next, Byline | Between | Body),
            Byline => matches!(
                next,
                Before | Headline | Standfirst | Byline | Between | Body
            ),
            Between => matches!(next, Standfirst | Byline | Between | Body),
            Body => matches!(next, Body | Island | After),
            Island => matches!(next, Body | Island),
            After => matches!(next, After),
        }
    }
}

/// [`State::leads_to`] as a table.
pub const LEGAL: [[bool; State::COUNT]; State::COUNT] = {
    let mut table = [[false; State::COUNT]; State::COUNT];
    let mut a = 0;
    while a < State::COUNT {
        let mut b = 0;
        while b < State::COUNT {
            table[a][b] = State::ALL[a].leads_to(State::ALL[b]);
            b += 1;
        }
        a += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_orders() {
        let legal = |order: &[State]| order.windows(2).all(|pair| pair[0].leads_to(pair[1]));
        use State::*;
        assert!(legal(&[
            Before, Headline, Standfirst, Byline, Between, Body, Island, Body, After
        ]));
        assert!(legal(&[Headline, Body, Body]));
        assert!(
            !legal(&[Body, Headline]) && !legal(&[After, Body]) && !legal(&[Headline, Headline])
        );
    }
}
