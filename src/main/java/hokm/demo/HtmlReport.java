package hokm.demo;

import hokm.witness.Sheet;
import java.util.List;

/** The demonstration as one page. */
public final class HtmlReport {

  private final Measured measured;
  private final Report report;

  public HtmlReport(Measured measured) {
    this.measured = measured;
    this.report = new Report(measured);
  }

  public String page() {
    var page = new Sheet("Hokm: a node and a database lost in play",
        "A node and a database lost in play");
    page.outcome(report.outcome(), measured.passed());
    page.drawing(new Timeline(measured).svg());
    page.heading("Before");
    page.paragraph(report.before(), "");
    page.heading("During");
    report.during().forEach(line -> page.paragraph(line, ""));
    page.heading("After");
    page.paragraph(report.after(), "");
    page.heading("Figures");
    page.table(List.of("Figure", "#Measured", "Promised"), report.rows().stream()
        .map(row -> List.of(row.name(), row.value(), row.bound())).toList());
    page.paragraph("The seed was " + measured.seed() + ": hokm demo --seed " + measured.seed()
        + " strikes at the same places.", "soft");
    return page.end();
  }
}
