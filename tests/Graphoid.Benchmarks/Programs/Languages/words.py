import re, sys
def count(text):
    counts = {}
    for w in re.split(r"[^a-z]+", text.lower()):
        if w != "": counts[w] = counts.get(w, 0) + 1
    return counts
c = count(open(sys.argv[1]).read())
top = sorted(sorted(c.items(), key=lambda p: p[0]), key=lambda p: p[1], reverse=True)[:5]
print(len(c), " ".join(p[0] for p in top), sum(p[1] for p in top))
