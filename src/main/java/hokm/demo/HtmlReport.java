package hokm.demo;

/** The demonstration as one page that needs nothing else, in the reader's light or dark. */
public final class HtmlReport {

  private static final String STYLE = """
      :root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6478; --paper: #fbfaf7;
        --edge: #d9d6cd; --bar: #2c7a6b; --fault: #b3261e; --span: #b3261e22; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e9e6df; --soft: #a3a9b8;
        --paper: #14181f; --edge: #343b48; --bar: #5cc2ae; --fault: #ff8a80;
        --span: #ff8a8026; } }
      body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem; color: var(--ink);
        background: var(--paper); font: 1rem/1.55 system-ui, sans-serif; }
      h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
      h2 { font-size: 1.1rem; margin: 1.75rem 0 .3rem; }
      .outcome { font-weight: 600; } .not { color: var(--fault); } .soft { color: var(--soft); }
      svg { width: 100%; height: auto; margin-top: 1rem; }
      .bar { fill: var(--bar); } .move { fill: var(--ink); } .span { fill: var(--span); }
      .line { stroke: var(--edge); } .fault { stroke: var(--fault); stroke-width: 2; }
      .axis { fill: var(--soft); font-size: 12px; } .mark { fill: var(--fault); font-size: 13px; }
      table { border-collapse: collapse; width: 100%; margin-top: .75rem; }
      th, td { border-bottom: 1px solid var(--edge); padding: .35rem .5rem; text-align: left; }
      th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
      """;

  private final Measured measured;
  private final Report report;

  public HtmlReport(Measured measured) {
    this.measured = measured;
    this.report = new Report(measured);
  }

  public String page() {
    var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
        + "<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + "<title>Hokm: a node and a database lost in play</title>\n<style>\n")
        .append(STYLE).append("</style>\n</head>\n<body>\n")
        .append("<h1>A node and a database lost in play</h1>\n");
    boolean first = true;
    for (String line : report.outcome()) {
      paragraph(page, line, (first ? "outcome" : "") + (measured.passed() ? "" : " not"));
      first = false;
    }
    page.append(new Timeline(measured).svg());
    heading(page, "Before");
    paragraph(page, report.before(), "");
    heading(page, "During");
    report.during().forEach(line -> paragraph(page, line, ""));
    heading(page, "After");
    paragraph(page, report.after(), "");
    table(page);
    paragraph(page, "The seed was " + measured.seed() + ": hokm demo --seed " + measured.seed()
        + " strikes at the same places.", "soft");
    return page.append("</body>\n</html>\n").toString();
  }

  private void table(StringBuilder page) {
    heading(page, "Figures");
    page.append("<table>\n<thead><tr><th scope=\"col\">Figure</th>"
        + "<th class=\"n\" scope=\"col\">Measured</th>"
        + "<th scope=\"col\">Promised</th></tr></thead>\n<tbody>\n");
    for (Report.Row row : report.rows()) {
      page.append("<tr><td>").append(escaped(row.name())).append("</td><td class=\"n\">")
          .append(escaped(row.value())).append("</td><td>").append(escaped(row.bound()))
          .append("</td></tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  private static void heading(StringBuilder page, String text) {
    page.append("<h2>").append(text).append("</h2>\n");
  }

  private static void paragraph(StringBuilder page, String text, String kind) {
    page.append("<p class=\"").append(kind.strip()).append("\">").append(escaped(text))
        .append("</p>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
