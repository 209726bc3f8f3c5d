"""Tell numbers that are no quantities from those that are, by what stands around them."""

from __future__ import annotations

import re

from extract.numbers.atoms import Atom
from extract.numbers.nouns import counted_noun
from extract.numbers.readings import Distractor, Form

_REFERENCES = frozenset(
    "figure figures fig figs table tables tab section sections sec secs sect equation equations eq eqs eqn appendix algorithm theorem lemma "
    "corollary proposition definition chapter chapters ref refs reference references supplementary page pages pp p vol no nos footnote "
    "version versions numbered".split()
)
_LABELLED = frozenset(
    "line step phase stage task track experiment study case scenario part layer level grade type class category group model day week month "
    "year session question item note row column rank exercise problem challenge cohort criterion hypothesis requirement scheme plate box "
    "number sample site clone complex fraction code id seed epoch iteration round rule example version trial block channel head node point "
    "option method mode setting condition region zone unit panel arm batch fold lane cluster volume issue release build".split()
)
_EACH = re.compile(r"\b(?:each|per|every|one)\s+[\w-]+\s$", re.I)
_CUTOFFS = frozenset(("top", "pass", "recall", "precision", "hits", "hit"))
_METRICS = frozenset(
    "accuracy acc f1 f1-score auc auroc auprc map ap miou iou bleu rouge rouge-l meteor cider spice fid is kid psnr ssim lpips wer cer per "
    "mae mse rmse mape ece nll ppl perplexity recall precision dice score scores error errors rate pearson spearman kappa mrr ndcg r2 hr or "
    "rr ci elo mos nds hota mota idf1 epe pq gap auac top-1 top-5 top1 top5 chamfer loss is".split()
)
_NOT_NAMES = frozenset(
    "a an the in on of for with and or to by from at as is are we our this that these those it its all both each only over under about after "
    "before between within across using when while where which if since than then also here there given among most more some up out across "
    "during through per additionally moreover further furthermore finally overall code with without whereas although despite achieving "
    "one two three four five six seven eight nine ten".split()
)
# What a paper counts of its own design and argument, whatever stands before it.
_ABSTRACT_NOUNS = frozenset(
    "stages steps aspects challenges contributions parts perspectives objectives principles ways types kinds issues limitations drawbacks spots "
    "insights observations questions ideas directions concepts advantages reasons goals roles paradigms viewpoints points respects facets "
    "components modules mechanisms strategies techniques tricks assumptions hypotheses properties hyper-parameters hyperparameters phases "
    "sides ends halves things forms pillars fields folds criteria obstacles difficulties problems sub-problems subproblems flaws weaknesses "
    "shortcomings concerns bottlenecks desiderata requirements considerations motivations keys purposes targets trends traits axes "
    "characteristics features stages goals extremes worlds views factors dimensions capabilities abilities skills innovations designs".split()
)
# What may be part of a design or be measured; the words before it decide.
_PART_NOUNS = frozenset(
    "approaches methods branches operations operators losses terms streams pathways networks encoders decoders heads clips tokens matrices "
    "approximations spaces frameworks variants forms blocks units representations distributions extensions algorithms schemes solutions indexes "
    "indices images agents entities elements sets pairs functions constraints conditions sources signals cues areas lines parameters levels "
    "cases settings groups regularizers regularizations objectives views submodules sub-modules subnetworks transformations augmentations "
    "embeddings vectors layers models modalities policies sequences prompts stages kernels graphs features scales versions updates".split()
)
# What experiments are run on or with: counted whatever stands before it.
_DATA_NOUNS = frozenset(
    "datasets benchmarks tasks subtasks sub-tasks corpora languages domains countries cities regions hospitals sites centers centres universities "
    "people participants subjects patients humans volunteers students users clinicians experts annotators raters reviewers dermatologists "
    "radiologists men women children animals mice rats companies projects species cultivars genotypes seeds runs trials repetitions replicates "
    "gpus tpus cpus devices machines nodes servers phones llms baselines competitors checkpoints games environments robots scenes videos "
    "documents papers articles studies questions-answers suites cohorts populations dialects scripts platforms".split()
)
_DESIGN_CUES = re.compile(
    r"\b(?:propos|introduc|present|devis|design|develop|consist|compos|compris|contain|includ|divid|split|separat|decompos|integrat|combin|merg|"
    r"fus|unif|via|through|into|reli|rely|involv|identif|address|tackl|fac(?:e|ing)|encounter|summariz|following|no|any|ha[sd]|have|having|between|"
    r"bridg|align|explor|investigat|offer|provid|featur|incorporat|leverag|us(?:e|ing)|employ|adopt|mak|build|built|bas|maintain|learn|"
    r"optimi|jointly|perform|appl|bring|generat|construct|formulat|disentangl|fall|lie|play|creat|add|argu|highlight|show|find|found|"
    r"where|is|are|as|by|these|those|such)[a-z]*(?:\s(?:of|a|an|the|these|with|novel|on|upon|up|out|from|by|to))*\s$"
)
_EVALUATED_CUES = re.compile(
    r"(?<!reli)(?<!rely)(?<!based)\b(?:on|across|over|against|evaluat\w*|experiment\w*|test\w*|outperform\w*|cover\w*|collect\w*|releas\w*|"
    r"publish\w*|span\w*|conduct\w*|top|first|last|past|next|among|at least|average\w*)"
    r"\s(?:all |the |the other |a total of )?$"
)
_RELYING = re.compile(r"\b(?:reli\w+|rely\w*|bas\w+|depend\w*|focus\w*|build\w*|built|operat\w*|center\w*|centr\w*|hing\w*|draw\w*|comes?|stems?|deal\w*) (?:on|upon|from|with)\s$")
_SENTENCE_BEFORE = re.compile(r"(?:^|[:;.!?)]\s+|\n)$")
_LAST_WORD = re.compile(r"([A-Za-z][\w'/.&+-]*)[ ~](?:\()?$")


def distractor_of(text: str, atom: Atom) -> Distractor | None:
    """Return why a number is no quantity, or null where it is one; what its own characters tell is known already."""
    if atom.distractor is not None:
        return atom.distractor
    if atom.form is Form.WORD:
        return _word_distractor(text, atom)
    if atom.unit is not None or atom.form not in (Form.INTEGER, Form.DECIMAL, Form.RANGE, Form.FRACTION) or not text[atom.number_start].isdigit():
        return None
    before = text[max(0, atom.start - 40) : atom.start]
    if atom.form is Form.FRACTION:
        return _named(text, atom, before)
    return _numbering(text, atom, before) or _named(text, atom, before)


def _numbering(text: str, atom: Atom, before: str) -> Distractor | None:
    """Tell list numbers, years and references."""
    if atom.scale != 1 or atom.modifier is not None or atom.signed:
        return None
    if atom.whole and atom.value <= 30 and _is_list_number(text, atom, before):
        return Distractor.LIST_NUMBER
    if _is_year(text, atom, before):
        return Distractor.YEAR
    return Distractor.REFERENCE if _is_reference(text, atom, before) else None


def _is_reference(text: str, atom: Atom, before: str) -> bool:
    """Say whether the word before the number is one that numbered things have: Figure 3, step 2, types 1 and 2."""
    match = _LAST_WORD.search(before)
    word = match[1].lower().rstrip(".") if match else ""
    if word in _REFERENCES:
        return True
    if atom.form is Form.DECIMAL or before.endswith("("):
        return False
    if word in _LABELLED:
        return atom.value < 10**6 and _EACH.search(before) is None
    return word.endswith("s") and word[:-1] in _LABELLED and not _counts(text, atom) and re.search(r"\b(?:all|these|other|more)\s+\S+$", before) is None


def _is_list_number(text: str, atom: Atom, before: str) -> bool:
    end = atom.number_end
    if text.startswith(") ", end):
        return before[-1:] in ("", " ", "\n") and before.rfind("(") <= before.rfind(")")
    if text.startswith(". ", end) and text[end + 2 : end + 3].isupper():
        return _SENTENCE_BEFORE.search(before) is not None
    return False


def _is_year(text: str, atom: Atom, before: str) -> bool:
    value = atom.high if atom.high is not None and atom.value < 100 else atom.value
    digits = text[atom.number_start : atom.number_start + 4]
    if not (atom.form is Form.INTEGER or atom.form is Form.RANGE) or not 1500 <= value < 2100 or not digits.isdigit():
        return False
    if text.startswith(("s ", "s.", "s,"), atom.number_end):
        return True
    if not counted_noun(text, atom.end):
        return not re.search(r"[=:]\s?$", before) or re.search(r"year\w*\s?[=:]\s?$", before) is not None
    if _SURE_YEAR.search(before):
        return True
    return _MAYBE_YEAR.search(before) is not None and counted_noun(text, atom.end, near=True) is None


_SURE_YEAR = re.compile(r"(?:\b[A-Z][\w-]*[A-Z]\w*|\b(?:[Ss]ince|[Uu]ntil|[Dd]uring|year|\b(?:1[5-9]|20)[0-9]{2}(?:,| and|, and| to)))\s$")
_MAYBE_YEAR = re.compile(r"\b(?:[Ii]n|[Tt]he|[Oo]f|[Bb]y|[Ff]rom|to)\s$")


def _counts(text: str, atom: Atom) -> bool:
    return counted_noun(text, atom.end) is not None


def _named(text: str, atom: Atom, before: str) -> Distractor | None:
    """Tell versions and cut-offs: "Pixel 1", "Wu Dao 2.0", "top 10 accuracy", "ImageNet 1K classification"."""
    match = _LAST_WORD.search(before)
    if not match or before.endswith("(") or atom.modifier is not None or atom.signed:
        return None
    word = match[1]
    lower = word.lower()
    if lower in _CUTOFFS and atom.form is not Form.DECIMAL:
        if lower == "top":
            return None if _counts(text, atom) else Distractor.CUTOFF
        return None if word[0].isupper() or lower in ("recall", "precision") else Distractor.CUTOFF
    if not any(c.isupper() for c in word) or lower in _NOT_NAMES or lower in _METRICS or lower.rstrip("s.") in _METRICS:
        return None
    return Distractor.NAME if _looks_like_version(text, atom, before, match) else None


_NEXT_WORD = re.compile(r" ?\(?([A-Za-z][\w-]*)")


def _looks_like_version(text: str, atom: Atom, before: str, match: re.Match[str]) -> bool:
    """Say whether a bare number behind a capitalised word is part of its name; one in front of a metric is a score."""
    following = _NEXT_WORD.match(text, atom.end)
    if following and following[1].lower() in _METRICS:
        return False
    if atom.form is Form.DECIMAL:
        return atom.value < 20 and atom.value >= 1 and re.fullmatch(r"[0-9]{1,2}\.[0-9]", text[atom.number_start : atom.number_end]) is not None
    if atom.form is Form.RANGE or atom.value >= 10**5 and atom.scale == 1:
        return False
    if _counts(text, atom):
        return not _starts_sentence(before, match.start()) and "," not in text[atom.number_start : atom.number_end]
    return True


def _starts_sentence(before: str, start: int) -> bool:
    return (start == 0 and len(before) < 40) or before[:start].rstrip()[-1:] in (".", ":", "!", "?", ";")


_UNITLIKE_ONE = frozenset(
    "gpu gpus cpu tpu hour day week month year minute second epoch layer image gpu-hour iteration card machine node server labeled labelled "
    "billion million thousand hundred trillion third quarter".split()
)
_COMMON_SETTINGS = frozenset("layer layers shot shots way bit bits epoch class classes item items month year day week hour fold point points".split())


def _word_distractor(text: str, atom: Atom) -> Distractor | None:
    """Tell "one" as a pronoun, two-stage and the like, and the parts a paper's own design is made of."""
    if atom.unit is not None or atom.scale != 1 or atom.value >= 100:
        return None
    if text.startswith("-", atom.end):
        after = re.match(r"-([A-Za-z]+)", text[atom.end : atom.end + 20])
        return None if after and after[1] in _COMMON_SETTINGS and (after[1] != "shot" or atom.value > 1) else Distractor.DESIGN
    if atom.value == 1:
        return None if _counts_one(text, atom) else Distractor.PRONOUN
    return Distractor.DESIGN if atom.value <= 5 and _is_design(text, atom) else None


def _counts_one(text: str, atom: Atom) -> bool:
    if _AND_ONE.search(text, max(0, atom.start - 48), atom.start):
        return counted_noun(text, atom.end) is not None or text[atom.end + 1 : atom.end + 2].isupper()
    match = re.match(r" (?:[A-Z][\w-]*[0-9]\w* )?([A-Za-z-]+)", text[atom.end : atom.end + 40])
    return match is not None and match[1].lower() in _UNITLIKE_ONE


_AND_ONE = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+) (?:[a-z-]+ ){1,3}and $", re.I)
_PARTITIVE = re.compile(r" of (?:the|these|those|its|our|their|all) (?:[0-9,]+ )?(?=[a-z])")


def _is_design(text: str, atom: Atom) -> bool:
    """Say whether a small number in words counts parts of a design or an argument rather than what was measured."""
    before = text[max(0, atom.start - 48) : atom.start].lower()
    part = _PARTITIVE.match(text, atom.end)
    noun = counted_noun(text, part.end() - 1 if part else atom.end)
    if noun is None:
        return not re.search(r"\b(?:with|of|on|in|from|and|than|by|for|to)\s$", before) or bool(re.search(r"\bof the\s$", before))
    head = noun.split()[-1].lower()
    if head in _DATA_NOUNS or part:
        return re.search(r"\bno\s$", before) is not None
    if head in _ABSTRACT_NOUNS:
        return True
    evaluated = _EVALUATED_CUES.search(before) is not None and _RELYING.search(before) is None
    if head in _PART_NOUNS:
        return not evaluated
    return not evaluated and (_DESIGN_CUES.search(before) is not None or re.search(r"\b(?:the|these|those|its|our|their)\s$", before) is not None)
