"""Style sheets without what no page uses: rules, variables, animations, fonts, comments.

A rule stays if every class, id and element of its selector occurs in some page or is set by a
script; what functions like `:not(...)` hold does not count. Variables and animations go when
nothing refers to them, and so do the fonts: the site has none of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import tinycss2
from tinycss2.ast import Node

GROUPS = {"media", "supports", "layer", "container"}  # rules that hold rules
DROPPED = {"font-face", "charset"}
VARIABLE = re.compile(r"--[\w-]+")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
SPACE = re.compile(r"\s+")


@dataclass
class Rule:
    """What stands before the braces, and declarations or rules between them."""

    head: str
    declarations: list[tuple[str, str]] = field(default_factory=list)
    rules: list["Rule"] = field(default_factory=list)
    text: str | None = None  # of a rule that is kept as it is

    def __str__(self) -> str:
        """As CSS; a rule without content is nothing."""
        if self.text is not None:
            return self.text
        inner = ";".join(f"{name}:{value}" if name else value for name, value in self.declarations)
        inner += "".join(map(str, self.rules))
        return f"{self.head}{{{inner}}}" if inner else ""


def trimmed(css: str, names: set[str], scripts: str = "") -> str:
    """The style sheet for pages in which `names` occur: `.class`, `#id` and element names."""
    rules = list(kept_rules(tinycss2.parse_stylesheet(css, True, True), names))
    before = None
    while before != (text := "".join(map(str, rules))):  # a variable may serve another one alone
        before = text
        used = {*REFERENCE.findall(text), *VARIABLE.findall(scripts)}
        drop_variables(rules, used)
    return "".join(str(rule) for rule in rules if not is_idle_animation(rule, text))


def kept_rules(nodes: Iterable[Node], names: set[str]) -> Iterator[Rule]:
    """The rules, without selectors that match nothing."""
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [one for one in split_selectors(node.prelude) if matches(one, names)]
            if selectors:
                head = ",".join(short(tinycss2.serialize(one)) for one in selectors)
                yield Rule(head, declarations=[*declared(node.content)])
        elif node.type == "at-rule" and node.lower_at_keyword not in DROPPED:
            yield kept_at_rule(node, names)
        elif node.type == "error":
            raise ValueError(f"line {node.source_line} of a style sheet: {node.message}")


def kept_at_rule(node: Node, names: set[str]) -> Rule:
    """A rule like `@media` with what stays in it."""
    head = f"@{node.at_keyword} {short(tinycss2.serialize(node.prelude))}"
    if node.content is None:
        return Rule(head, text=f"{head};")
    if node.lower_at_keyword in GROUPS:
        inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        return Rule(head, rules=[*kept_rules(inner, names)])
    return Rule(head, text=f"{head}{{{short(tinycss2.serialize(node.content))}}}")


def split_selectors(prelude: list[Node]) -> Iterator[list[Node]]:
    """The selectors between the commas."""
    selector = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def matches(selector: list[Node], names: set[str]) -> bool:
    """Whether all that a selector names outside of functions is among the names."""
    before = ""
    for token in selector:
        if token.type == "hash" and f"#{token.value}" not in names:
            return False
        if token.type == "ident" and before == "." and f".{token.value}" not in names:
            return False
        if token.type == "ident" and before not in (".", ":") and token.lower_value not in names:
            return False
        before = token.value if token.type == "literal" else ""
    return True


def declared(content: list[Node]) -> Iterator[tuple[str, str]]:
    """Pairs of name and value; a rule within the rule has no name."""
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "error":
            raise ValueError(f"line {one.source_line} of a style sheet: {one.message}")
        if one.type == "declaration":
            yield one.name, short(tinycss2.serialize(one.value)) + "!important" * one.important
        else:
            yield "", short(one.serialize())


def short(text: str) -> str:
    """Without comments, and with single spaces."""
    return SPACE.sub(" ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


def drop_variables(rules: list[Rule], used: set[str]) -> None:
    """Take away declarations of variables that nothing uses."""
    for rule in rules:
        drop_variables(rule.rules, used)
        rule.declarations = [
            (name, value)
            for name, value in rule.declarations
            if not name.startswith("--") or name in used
        ]


def is_idle_animation(rule: Rule, css: str) -> bool:
    """Whether a rule describes an animation that nothing plays."""
    found = re.match(r"@(?:-webkit-)?keyframes ([\w-]+)", rule.head)
    return bool(found) and not re.search(rf"animation[\w-]*:[^;}}]*\b{found[1]}\b", css)
