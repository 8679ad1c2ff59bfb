package hokm.witness;

import java.util.List;

/** A report as one page that needs nothing else, in the reader's light or dark. */
public final class Sheet {

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

  private final StringBuilder page = new StringBuilder();

  public Sheet(String title, String heading) {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
        .append(escaped(title)).append("</title>\n<style>\n").append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>").append(escaped(heading)).append("</h1>\n");
  }

  public void heading(String text) {
    page.append("<h2>").append(escaped(text)).append("</h2>\n");
  }

  /** @param kind classes of the style: outcome, not, soft */
  public void paragraph(String text, String kind) {
    page.append("<p class=\"").append(kind.strip()).append("\">").append(escaped(text))
        .append("</p>\n");
  }

  /** Whether all held first, and each thing that did not. */
  public void outcome(List<String> lines, boolean held) {
    for (int i = 0; i < lines.size(); i++) {
      paragraph(lines.get(i), (i == 0 ? "outcome" : "") + (held ? "" : " not"));
    }
  }

  /** @param svg as it is */
  public void drawing(String svg) {
    page.append(svg);
  }

  /** @param columns names; one that begins with # holds numbers */
  public void table(List<String> columns, List<List<String>> rows) {
    page.append("<table>\n<thead><tr>");
    for (String column : columns) {
      page.append(column.startsWith("#") ? "<th class=\"n\" scope=\"col\">" + column.substring(1)
          : "<th scope=\"col\">" + column).append("</th>");
    }
    page.append("</tr></thead>\n<tbody>\n");
    for (var row : rows) {
      page.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        page.append(columns.get(i).startsWith("#") ? "<td class=\"n\">" : "<td>")
            .append(escaped(row.get(i))).append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  public String end() {
    return page.append("</body>\n</html>\n").toString();
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
