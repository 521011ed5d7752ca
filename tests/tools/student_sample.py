"""A page as the site builds it, in short, and the bibliography that belongs to it."""

from tools.student_links import Site

ADDRESS = "https://example.org/course"
PAGE = """\
<article><section id="count-windows"><span id="ch-sizes"></span>
<h1><span class="section-number">Chapter 3</span> Count windows<a class="headerlink">#</a></h1>
<section class="course-core" id="pad-with-zeros"><span id="sec-pad"></span>
<h2><span class="section-number">3.2. </span>Pad with zeros
<span class="section-mark">core</span><a class="headerlink">#</a></h2>
<div class="math" id="equation-eq-size"><span class="eqno">(3.1)<a>#</a></span></div>
<figure id="fig-strip"><figcaption><p><span class="caption-number">Figure 3.4 </span>
<span class="caption-text">A strip.</span></p></figcaption></figure>
<div class="exercise admonition" id="ex-hand"><p class="admonition-title">
<span class="caption-number">Exercise 3.1 </span> (By hand)</p></div>
<div class="admonition" id="pit-same"><p>Careful.</p></div>
</section></section></article>
"""
BIBLIOGRAPHY = """\
@article{one, author = {Ma, Ningning}, year = {2018}}
@article{two, author = {Hub{\\'e}l, D. H. and Wiesel, T. N.}, year = {1962}}
@article{three, author = {{OpenAI} and Sandler, M. and Zhu, M.}, year = {2018}}
"""


def sample_site(folder):
    """Write page and bibliography to a folder; return the site of them."""
    (folder / "chapters").mkdir()
    (folder / "chapters/03_sizes.html").write_text(PAGE, encoding="utf-8")
    bibliography = folder / "references.bib"
    bibliography.write_text(BIBLIOGRAPHY, encoding="utf-8")
    return Site(folder, ADDRESS, bibliography)
