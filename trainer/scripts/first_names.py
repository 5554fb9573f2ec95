"""First names with the gender that nine in ten of their bearers have. usage: first_names.py UNPACKED_PACKAGES OWN.tsv > first_names.tsv

Shares of bearers come from the US Census of 1990 (package `names`), for names that it does not have from the locales of `Faker` that
tell a gender: all that list it must agree. OWN.tsv, written by hand, goes before both; "-" there tells none."""
import ast, glob, os, re, sys, unicodedata

root, own = sys.argv[1:3]
LEAST = 0.003  # percent of bearers
OMITTED = {"en", "is_IS"}  # thousands of names that few bear
# Elsewhere a name is taken that two locales have.
ALONE = {"az_AZ", "en_IN", "en_KE", "fr_DZ", "ha_NG", "id_ID", "ig_NG", "ja_JP", "sw", "tr_TR", "tw_GH", "uz_UZ", "vi_VN", "yo_NG", "zu_ZA"}


def fold(s):
    return "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))


def census():
    share = {}
    for gender, path in (("f", "dist.female.first"), ("m", "dist.male.first")):
        for line in open(os.path.join(root, "names-0.3.0/names", path)):
            name, percent = line.split()[:2]
            share.setdefault(name.lower(), {"f": 0.0, "m": 0.0})[gender] += float(percent)
    for name, of in share.items():
        total = of["f"] + of["m"]
        if total >= LEAST:
            yield name, next((g for g in "fm" if of[g] >= 0.9 * total), None)


def faker():
    told = {}
    for path in sorted(glob.glob(os.path.join(root, "faker/providers/person/*/__init__.py"))):
        locale = os.path.basename(os.path.dirname(path))
        if locale in OMITTED:
            continue
        for node in ast.walk(ast.parse(open(path, encoding="utf-8").read())):
            if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            gender = re.fullmatch(r"first_names?_(fe)?male.*", getattr(target, "id", ""))
            if not gender:
                continue
            for n in ast.walk(node.value):
                if isinstance(n, ast.Constant) and isinstance(n.value, str):
                    name = n.value.strip().lower()
                    if re.fullmatch(r"[a-z\u00df-\u024f\u1e00-\u1eff]{2,}", name):
                        for form in {name, fold(name)}:
                            told.setdefault(form, set()).add(("f" if gender.group(1) else "m", locale))
    for name, places in told.items():
        genders = {gender for gender, _ in places}
        if len(genders) == 1 and (len(places) > 1 or places.pop()[1] in ALONE):
            yield name, *genders


table = dict(faker())
table.update(census())
table.update(line.split() for line in open(own, encoding="utf-8") if line.strip() and line[0] != "#")
for name, gender in sorted(table.items(), key=lambda row: row[0].encode()):
    if gender in ("f", "m"):
        print(name + "\t" + gender)
