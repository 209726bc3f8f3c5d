"""Words that say little by themselves, and words that name kinds of measure. General English and the terms of the trade, no names."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string."""
    return frozenset(words.split())


FILLER = word_set(
    """a an the and or of on in for to with from by at as its our their this that these those both all each other using use used via
    under over after before without when than versus vs v per between across be is are was were it which whose"""
)
DATA_WORDS = word_set(
    """dataset datasets data benchmark benchmarks corpus corpora challenge task tasks set sets test testset dev val validation train
    training split splits subset evaluation eval classification detection segmentation retrieval recognition suite collection
    image images downstream 1k 2012 ilsvrc2012 ilsvrc ms large scale standard public zero shot ood out distribution object
    semantic instance fine tuning"""
)
SYSTEM_WORDS = word_set(
    """model models method methods approach approaches framework frameworks network networks architecture architectures algorithm
    algorithms system systems module modules backbone baseline baselines variant version based proposed trained training
    pretrained pre fine tuned new our their previous existing state art sota best simple standard vanilla original full"""
)
_KINDS_OF_DATA = word_set("downstream zero shot ood out distribution object semantic instance fine tuning")
NAME_WORDS = (
    FILLER
    | (DATA_WORDS - _KINDS_OF_DATA)
    | word_set(
        """videos small full new model models method methods approach framework network networks architecture algorithm system systems
    baseline proposed variant version based using without single multi"""
    )
)
RIVAL_WORDS = """the a an of and it its our model method approach network system baseline previous prior state art sota existing recent
    other best all most similar published architecture same trained by to with record results work works performance version"""
WEAK_METRIC_WORDS = """average mean overall total relative absolute gain improvement increase reduction decrease rate score value result
    performance number amount percentage percent share fraction proportion point points level change difference higher lower better best
    worse new top margin drop
    boost up down size cost final zero shot the of max maximum minimum least most image images task tasks benchmark dataset datasets
    classification evaluation test validation train training"""
SCORES = word_set(
    """accuracy accuracies map ap miou iou f1 bleu rouge score scores auc auroc recall precision error psnr ssim fid perplexity ppl wer
    cer top-1 top-5 top1 top5 rate kappa correlation ndcg mrr hits"""
)
SMALL_WORDS = word_set(
    """at on for of over than against in with without under by among during after before to from as per using when if through via
    between within around beyond above below"""
)
STANDING_WORDS = word_set("this that these those it its they their same both each all latter former")  # for what was named elsewhere
EMPTY_WORDS = word_set(
    """the a an our it they we this that which only just about up to more less still even also any some respectively further another
    such not no one i.e e.g had has have been be being is are was were"""
)
NAMED_MEASURES = word_set("f1 map ap miou iou bleu rouge auc auroc psnr ssim fid perplexity wer cer kappa ndcg mrr cider spice pq dice")
CONCEPTS = {
    "quality": "accuracy acc precision recall f1 map ap miou iou pq bleu rouge auc auroc auprc sensitivity specificity dice correctness "
    "cider spice meteor ndcg mrr",
    "error": "error errors err wer cer mistake mistakes misclassification ece mce",
    "likelihood": "likelihood probability probabilities",
    "distance": "fid perplexity ppl rmse mae mse loss",
    "speed": "speed speedup speedups faster slower latency throughput runtime fps time hours seconds quicker",
    "memory": "memory storage footprint ram disk",
    "parameters": "parameter parameters params weights",
    "compute": "flops gflops macs madds operations computation computations computational compute",
    "energy": "energy power watt joule",
    "size": "size sizes",
    "resolution": "resolution resolutions",
    "other": "recall@k psnr ssim mos kappa correlation score scores rate rates ratio compression sparsity",
}
LIKE_THINGS = (  # words of a line may count the same things
    """people persons participants subjects users annotators respondents volunteers patients individuals speakers workers humans raters
    experts authors students infants children adults clients""",
    """models networks systems methods approaches baselines architectures algorithms variants versions copies runs techniques llms
    strategies frameworks settings configurations agents""",
    """examples samples instances items data records cases points entries observations pairs sets datasets benchmarks corpora collections
    suites tasks domains splits test tests environments""",
    """images pictures photos photographs scans frames""",
    """parameters weights""",
    """classes categories ways labels types kinds groups""",
    """documents articles papers texts passages pages abstracts reports""",
    """questions queries prompts problems instructions""",
    """steps iterations updates epochs rounds timesteps passes""",
    """stages phases parts components modules steps blocks layers""",
    """utterances recordings clips files segments videos""",
    """gpus devices cards accelerators machines nodes""",
    """answers responses outputs generations votes ratings annotations judgments""",
)
PARTS = "frames patches tokens pixels words characters layers blocks heads nodes edges categories classes types families groups"
