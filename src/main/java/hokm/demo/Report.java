package hokm.demo;

import hokm.demo.Measured.Table;
import hokm.witness.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was measured, as sentences for a reader and as JSON for a machine. */
public final class Report {
  private final Measured measured;

  public Report(Measured measured) {
    this.measured = measured;
  }

  /** A figure with the bound that it is held to. @param bound empty where there is none */
  record Row(String name, String value, String bound) {}

  public JsonObject json() {
    var verdict = measured.verdict();
    var json = new JsonObject().put("passed", measured.passed()).put("seed", measured.seed())
        .put("room", measured.room())
        .put("durationMs", (measured.endedNanos() - measured.beganNanos()) / 1_000_000)
        .put("lagMsBefore", measured.lagMsBefore()).put("reconnects", measured.reconnects())
        .put("resyncs", measured.resyncs());
    verdict.ifPresent(found -> json.mergeIn(json(found)));
    measured.node().ifPresent(fault -> json.put("node", new JsonObject()
        .put("killed", fault.node()).put("survivor", fault.survivor())
        .put("at", json(fault.table())).put("detectedMs", fault.detectedMs())
        .put("firstMoveMs", fault.firstMoveMs())));
    var database = new JsonObject();
    measured.database().ifPresent(fault -> database.put("killed", fault.server())
        .put("promoted", fault.promoted()).put("at", json(fault.table()))
        .put("promotedMs", fault.promotedMs()).put("firstWriteMs", fault.firstWriteMs()));
    verdict.ifPresent(found -> database.put("lostResults", found.lostResults())
        .put("duplicatedResults", found.duplicatedResults()));
    return json.put("database", database)
        .put("complaints", new JsonArray(measured.complaints()));
  }

  private static JsonObject json(Verdict found) {
    return new JsonObject().put("match", found.match()).put("clients", found.clients())
        .put("clientsRecovered", found.clientsRecovered()).put("deals", found.deals())
        .put("ackedMoves", found.ackedMoves()).put("okMoves", found.okMoves())
        .put("lostMoves", found.lostMoves()).put("duplicatedMoves", found.duplicatedMoves())
        .put("unexpectedMoves", found.unexpectedMoves())
        .put("reorderedMoves", found.reorderedMoves())
        .put("recoveredMoves", found.recoveredMoves()).put("resentMoves", found.resent())
        .put("sequenceGaps", found.sequenceGaps()).put("leaks", found.leaks());
  }

  private static JsonObject json(Table table) {
    return new JsonObject().put("deal", table.deal()).put("trick", table.trick())
        .put("cards", table.cards());
  }

  String before() {
    return measured.room().isEmpty() ? "Play did not begin."
        : "Four clients sat in room " + measured.room() + " behind the balancer and played; the"
            + " standby lagged " + measured.lagMsBefore() + " ms.";
  }

  List<String> during() {
    var told = new ArrayList<String>();
    told.add(measured.node().map(fault -> "Node " + fault.node() + ", which owned the room, was"
        + " killed with SIGKILL in deal " + fault.table().deal() + ", trick "
        + fault.table().trick() + ", with " + cards(fault.table()) + " on the table. "
        + "Node " + fault.survivor() + " had taken the room over after " + fault.detectedMs()
        + " ms, and the next move was acknowledged after " + fault.firstMoveMs() + " ms.")
        .orElse("The loss of a node was not seen through."));
    told.add(measured.database().map(fault -> "The PostgreSQL primary at " + fault.server()
        + " was killed with SIGKILL in deal " + fault.table().deal() + ", trick "
        + fault.table().trick() + ". The server at " + fault.promoted() + " was primary after "
        + fault.promotedMs() + " ms, and its first result was written after "
        + fault.firstWriteMs() + " ms.").orElse("The loss of the primary was not seen through."));
    return told;
  }

  static String cards(Table table) {
    return table.cards() == 1 ? "one card" : table.cards() + " cards";
  }

  String after() {
    return measured.verdict().map(found -> found.clientsRecovered() + " of " + found.clients()
        + " clients saw the end of the same match, " + found.deals() + " deals in all. Of "
        + found.ackedMoves() + " moves that were acknowledged " + found.lostMoves()
        + " were lost and " + found.duplicatedMoves() + " happened twice; the promoted server"
        + " lacks " + found.lostResults() + " results and holds " + found.duplicatedResults()
        + " twice.").orElse("The match did not end, so nothing could be read back.");
  }

  /** Whether all held, and each thing that did not. */
  List<String> outcome() {
    if (measured.passed()) return List.of("Everything held.");
    var told = new ArrayList<String>();
    told.add("Not everything held:");
    told.addAll(measured.complaints());
    return told;
  }

  List<Row> rows() {
    var rows = new ArrayList<Row>();
    var verdict = measured.verdict();
    rows.add(new Row("standby's lag before, ms", Long.toString(measured.lagMsBefore()), ""));
    rows.add(row("clients in the same match at the end", verdict.map(Verdict::clientsRecovered),
        verdict.map(v -> Integer.toString(v.clients())).orElse("4")));
    rows.add(new Row("sockets that were opened again",
        Integer.toString(measured.reconnects()), ""));
    rows.add(row("acknowledged moves", verdict.map(Verdict::ackedMoves), ""));
    rows.add(row("sent again under their id", verdict.map(Verdict::resent), ""));
    rows.add(row("recovered without an answer", verdict.map(Verdict::recoveredMoves), ""));
    rows.add(row("lost moves", verdict.map(Verdict::lostMoves), "0"));
    rows.add(row("duplicated moves", verdict.map(Verdict::duplicatedMoves), "0"));
    rows.add(row("unexpected moves", verdict.map(Verdict::unexpectedMoves), "0"));
    rows.add(row("reordered moves", verdict.map(Verdict::reorderedMoves), "0"));
    rows.add(row("sequence gaps", verdict.map(Verdict::sequenceGaps), "0"));
    rows.add(row("leaked cards", verdict.map(Verdict::leaks), "0"));
    rows.add(row("node: kill to take-over, ms",
        measured.node().map(Measured.NodeFault::detectedMs), ""));
    rows.add(row("node: kill to next move, ms",
        measured.node().map(Measured.NodeFault::firstMoveMs),
        "under " + Demonstration.FIRST_MOVE_MS));
    rows.add(row("database: kill to promotion, ms",
        measured.database().map(Measured.DatabaseFault::promotedMs), ""));
    rows.add(row("database: kill to first write, ms",
        measured.database().map(Measured.DatabaseFault::firstWriteMs),
        "under " + Demonstration.FIRST_WRITE_MS));
    rows.add(row("lost results", verdict.map(Verdict::lostResults), "0"));
    rows.add(row("duplicated results", verdict.map(Verdict::duplicatedResults), "0"));
    return rows;
  }

  private static Row row(String name, Optional<? extends Number> value, String bound) {
    return new Row(name, value.map(Number::toString).orElse("not measured"), bound);
  }

  /** For a console of 80 columns and more. */
  public String text() {
    var text = new StringBuilder();
    text.append("\nBefore\n  ").append(before()).append("\n\nDuring\n");
    during().forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("\nAfter\n  ").append(after()).append("\n\n");
    for (Row row : rows()) {
      text.append(String.format("  %-38s %12s   %s%n", row.name(), row.value(),
          row.bound().isEmpty() ? "" : "(" + row.bound() + ")"));
    }
    text.append('\n');
    outcome().forEach(line -> text.append(line).append('\n'));
    return text.append("The seed was ").append(measured.seed()).append('.').toString();
  }
}
