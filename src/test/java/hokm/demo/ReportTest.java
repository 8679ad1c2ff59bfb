package hokm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.demo.Measured.DatabaseFault;
import hokm.demo.Measured.Move;
import hokm.demo.Measured.NodeFault;
import hokm.demo.Measured.Table;
import hokm.witness.ToldMatch;
import hokm.witness.Verdict;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void theJsonHasEveryFigureThatWasPromised() {
    var json = new Report(measured(List.of())).json();
    assertThat(json.getMap()).containsKeys("passed", "clients", "clientsRecovered", "ackedMoves",
        "lostMoves", "duplicatedMoves", "sequenceGaps", "lagMsBefore", "seed");
    assertThat(json.getBoolean("passed")).isTrue();
    assertThat(json.getJsonObject("node").getMap()).containsEntry("firstMoveMs", 431L)
        .containsEntry("detectedMs", 212L);
    assertThat(json.getJsonObject("database").getMap()).containsEntry("firstWriteMs", 987L)
        .containsEntry("lostResults", 0).containsEntry("duplicatedResults", 0);
  }

  @Test
  void oneComplaintIsEnoughToFail() {
    var report = new Report(measured(List.of("Deal 3 was not in the database.")));
    assertThat(report.json().getBoolean("passed")).isFalse();
    assertThat(report.text()).contains("Not everything held", "Deal 3 was not in the database.");
  }

  @Test
  void aDemonstrationThatBrokeOffIsReportedToo() throws Exception {
    var broken = new Measured(7, 0, SECOND, -1, "", Optional.empty(), Optional.empty(), List.of(),
        0, 0, Optional.empty(), List.of("The clients could not sign in <at all> & so on."));
    assertThat(new Report(broken).json().getBoolean("passed")).isFalse();
    assertThat(new Report(broken).text()).contains("Before", "During", "After");
    assertThat(parsed(new HtmlReport(broken).page()).getElementsByTagName("p").item(1)
        .getTextContent()).contains("<at all> & so on");
  }

  @Test
  void thePageIsWellFormedDrawsEveryMoveAndBothFaultsAndNeedsNothingElse() throws Exception {
    var page = new HtmlReport(measured(List.of())).page();
    var document = parsed(page);
    assertThat(count(document, "rect", "move")).isEqualTo(200);
    assertThat(count(document, "line", "fault")).isEqualTo(2);
    assertThat(page).contains("prefers-color-scheme: dark").doesNotContain("http", "src=",
        "@import", "url(");
  }

  private static int count(Document document, String tag, String kind) {
    var all = document.getElementsByTagName(tag);
    int count = 0;
    for (int i = 0; i < all.getLength(); i++) {
      var named = all.item(i).getAttributes().getNamedItem("class");
      if (named != null && named.getNodeValue().equals(kind)) count++;
    }
    return count;
  }

  private static Document parsed(String page) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(
        new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
  }

  private static Measured measured(List<String> complaints) {
    var moves = new ArrayList<Move>();
    for (int i = 0; i < 200; i++) moves.add(new Move(i * SECOND / 12, i % 4));
    var verdict = new Verdict(4, 4, 200, 200, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 8,
        ToldMatch.ID, complaints);
    return new Measured(7, 0, 20 * SECOND, 1, "K7M2QX",
        Optional.of(new NodeFault(3 * SECOND, "node1-a", "node2-b", new Table(1, 3, 2), 212, 431)),
        Optional.of(new DatabaseFault(12 * SECOND, "127.0.0.1:5432", "127.0.0.1:5433",
            new Table(3, 5, 1), 300, 987)), moves, 2, 0, Optional.of(verdict), complaints);
  }
}
