"""English words that tell what a number around them is: what it counts, names, numbers or bounds."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nouns that a spelled number joined by a hyphen measures ("a five-way task"); others make a kind of design ("two-stage").
COMMON_SETTINGS = _words("""
    layer layers shot shots way bit bits epoch class classes item items month year day week hour fold point points
""")

# What "one" counts rather than stands for: "one GPU", "one day".
UNITLIKE_ONE = _words("""
    gpu gpus cpu tpu hour day week month year minute second epoch layer image gpu-hour iteration card machine node server labeled
    labelled billion million thousand hundred trillion third quarter
""")

# What experiments are run on or with: counted whatever stands before it.
DATA_NOUNS = _words("""
    datasets benchmarks tasks subtasks sub-tasks corpora languages domains countries cities regions hospitals sites centers
    centres universities people participants subjects patients humans volunteers students users experts annotators
    raters reviewers men women children animals mice rats companies projects species cultivars
    seeds runs trials repetitions replicates gpus tpus cpus devices machines nodes servers phones llms baselines
    competitors checkpoints games environments robots scenes videos documents papers articles studies suites
    cohorts populations dialects scripts platforms
""")

# What may be part of a design or be measured; the words before it decide.
PART_NOUNS = _words("""
    approaches methods branches operations operators losses terms streams pathways networks encoders decoders heads clips tokens
    matrices approximations spaces frameworks variants forms blocks units representations distributions extensions algorithms
    schemes solutions indexes indices images agents entities elements sets pairs functions constraints conditions sources signals
    cues areas lines parameters levels cases settings groups regularizers regularizations objectives views submodules sub-modules
    subnetworks transformations augmentations embeddings vectors layers models modalities policies sequences prompts stages
    kernels graphs features scales versions updates
""")

# What a paper counts of its own design and argument, whatever stands before it.
ABSTRACT_NOUNS = _words("""
    stages steps aspects challenges contributions parts perspectives objectives principles ways types kinds issues limitations
    drawbacks insights observations questions ideas directions concepts advantages reasons goals roles paradigms viewpoints
    points respects facets components modules mechanisms strategies techniques tricks assumptions hypotheses properties
    hyper-parameters hyperparameters phases sides ends halves things forms pillars fields folds criteria obstacles difficulties
    problems sub-problems subproblems flaws weaknesses shortcomings concerns bottlenecks desiderata requirements considerations
    motivations keys purposes targets trends traits axes characteristics features extremes worlds views factors dimensions
    capabilities abilities skills innovations designs choices decisions ingredients
""")

# Words that no number behind them belongs to, capitals or not.
NOT_NAMES = _words("""
    a an the in on of for with and or to by from at as is are we our this that these those it its all both each only over under
    about after before between within across using when while where which if since than then also here there given among most more
    some up out during through per additionally moreover further furthermore finally overall code without whereas although despite
    achieving one two three four five six seven eight nine ten
""")

# Software whose versions have two places behind the point.
SOFTWARE = _words("""
    python pytorch tensorflow keras jax cuda cudnn tensorrt onnx opencv numpy scipy scikit-learn pandas ubuntu debian linux android ios
    windows macos java julia matlab gcc llvm clang rust golang spark hadoop docker kubernetes rocm unity blender spacy transformers vllm
    torch torchvision postgresql mysql stata spss
""")

# Columns of tables whose value may stand right behind them.
COLUMNS = _words("""
    flops gflops mflops macs gmacs params parameters fps latency gpu gpus cpu cpus memory epochs epoch sota ours baseline size
    resolution batch lr steps mean median average maximum minimum
""")

# Words that make a bare number beside them a score.
METRICS = _words("""
    accuracy acc f1 f1-score auc auroc auprc map ap miou iou bleu rouge rouge-l meteor cider spice fid is kid psnr ssim lpips wer
    cer per mae mse rmse mape ece nll ppl perplexity recall precision dice score scores error errors rate pearson spearman kappa
    mrr ndcg r2 hr or rr ci elo mos nds hota mota idf1 epe pq gap auac top-1 top-5 top1 top5 chamfer loss
""")

# Things that are numbered by the number behind them: step 2, type 1. With "each" or "per" they are counted over.
LABELLED = _words("""
    line step phase stage task track experiment study case scenario part layer level grade type class category group model day
    week month year session question item note row column rank exercise problem challenge cohort criterion hypothesis requirement
    scheme plate box number sample site clone complex fraction code id seed epoch iteration round rule example version trial block
    channel head node point option method mode setting condition region zone unit panel arm batch fold lane cluster volume issue
    release build
""")

# Words that always number what stands behind them: Figure 3.
REFERENCES = _words("""
    figure figures fig figs table tables tab section sections sec secs sect equation equations eq eqs eqn appendix algorithm
    theorem lemma corollary proposition definition chapter chapters ref refs reference references supplementary page pages pp p
    vol no nos footnote version versions numbered
""")

# Words in -s, verbs too, that are counted even without anything before them.
COUNTABLE_S = _words("""
    results scores needs runs gains sets works trains uses drops
""")

# Words in -s that never close a noun phrase.
NEVER_NOUNS = _words("""
    is has was does says lets outperforms achieves includes provides reduces improves enables exceeds remains obtains
""")

# Adjectives that their endings do not give away.
MODIFIERS = _words("""
    new different large small key main other various popular diverse separate extra additional standard common unique distinct
    free open real rare single double major minor whole full total high low long short simple complex hard easy similar same
    further raw clean noisy novel fine coarse deep shallow wide broad old young male female human adult public private top best
""")

# Plurals that do not end in -s, or look as if they did not.
IRREGULAR = _words("""
    people men women children data criteria mice species phenomena feet persons staff media genera larvae bacteria sheep fish
    cattle aircraft vertices indices matrices formulae spectra taxa phyla loci nuclei foci alumni fungi stimuli radii axes
    appendices strata quanta errata schemata corpora lemmata hypotheses theses oxen geese teeth mankind
""")

# Words in -s that a number in front of them does not count.
NOT_COUNTED = _words("""
    accuracies scores gains improvements points errors always perhaps thus plus towards besides sometimes as has was is its this
    various previous numerous others ours theirs AP APs mAPs
""")

# Words in -s that are verbs more often than plurals.
VERBS = _words("""
    achieves allows appears applies attains beats becomes boosts brings causes comes consists contains corresponds decreases
    delivers denotes depends describes drops enables equals exceeds exhibits falls gains gives goes grows helps holds implies
    improves includes increases indicates introduces involves keeps leads lies makes means needs obtains occurs offers outperforms
    performs presents produces proves provides raises reaches reduces refers relies remains reports represents requires results
    rises runs scores seems shows stands suggests supports surpasses takes tells trains uses utilizes verifies works yields does
    says lets sets alters lowers narrows widens shifts trims halves doubles triples lags trails rivals loses hurts harms
    suffices sits stays translates pays slows pushes saves begins serves adds comprises
    constitutes exploits enjoys arises emerges degrades collapses stagnates saturates
    plateaus survives
""")

# Words that end a noun phrase.
STOP = _words("""
    a an the of for in on with and or to that which from by as at is are was were be been being has have had do does did can could
    may might must shall should will would than then while when where who whom whose if but so yet per via over under between
    among across into onto about after before during without within using used compared compare respectively we our they their its
    it this these those not no only also both each all any out up down off against versus vs because since until toward towards
    through throughout upon due such including include includes faster slower higher lower better worse larger smaller bigger
    greater longer shorter wider deeper less fewer more i.e e.g etc there here i you he she ago later earlier
""")

# Words after which "under" is a bound ("in under 3 days") rather than a condition.
COUNTED_UNDER = _words("""
    in with to at of by for time latency memory using and requires takes costs uses model models
""")

# Words after which "over" with a stretch of time is a bound ("takes over six weeks") rather than the time in which something happens.
COUNTED_OVER = _words("""
    for in of with and after by than is was at takes take took taking requires require required requiring lasts lasting lasted spans
    spanning needs need needed spent consumes
""")

# Units of what is limited: "under four minutes" is a bound whatever stands before it.
LIMITED_UNITS = _words("""
    ns µs ms s min h days weeks months KB MB GB TB USD EUR GBP cents GPU-hours GPU-days W mW kW J mJ kWh
""")

# "over" and "under" are prepositions of place or comparison as often as bounds.
# Words after which "over" compares or averages rather than bounds.
OVER_WHAT = _words("""
    averaged average averages mean improvement improvements gain gains speedup speedups speed-up advantage superiority lead
    increase reduction boost evaluated tested experiments results measured computed trained validated performed conducted
    integrated summed faster higher better lower improves improve improving preferred done run runs repeated calculated obtained
    ranged ranging margin taken optimized iterated sum aggregated collected studied accumulated distributed spread generalizes
    progress
""")

# Words that may stand between a modifier and its number.
FILLERS = _words("""
    a an the only just even merely still another further by well full
""")
