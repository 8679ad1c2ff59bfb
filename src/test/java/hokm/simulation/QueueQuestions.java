package hokm.simulation;

import hokm.room.Tickets.Assignment;
import hokm.room.Tickets.Ticket;
import hokm.simulation.RedisQuestions.Question;
import hokm.snapshots.RedisTickets;
import io.vertx.core.Future;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Questions about those who wait for a quick match. */
final class QueueQuestions {

  private static final int MANY = 10_000;

  private final Random random;
  private final String prefix;
  private final RedisTickets tickets;
  private final QueueModel model;
  private final long now;

  QueueQuestions(Random random, String prefix, RedisTickets tickets, QueueModel model,
      long now) {
    this.random = random;
    this.prefix = prefix;
    this.tickets = tickets;
    this.model = model;
    this.now = now;
  }

  private static Question ask(String what, Future<?> real, Supplier<?> model) {
    return new Question(what, real.map(String::valueOf),
        Future.succeededFuture(String.valueOf(model.get())));
  }

  private String player() {
    return prefix + "p" + random.nextInt(5);
  }

  private String room() {
    return prefix + "TABLE" + random.nextInt(3);
  }

  Question next() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> enqueue();
      case 2 -> cancel();
      case 3 -> waiting();
      case 4 -> assign();
      case 5 -> opened();
      case 6 -> left();
      case 7 -> cancelTwo();
      default -> roomOf();
    };
  }

  private Question enqueue() {
    var player = player();
    var id = "q" + random.nextInt(2);
    return ask("enqueue " + player + " " + id, tickets.enqueue(player, "N" + player, id), () -> {
      model.enqueue(player, "N" + player, id, now);
      return null;
    });
  }

  private Question cancel() {
    var player = player();
    return ask("cancel " + player, tickets.cancel(player), () -> {
      boolean was = model.remove(player);
      model.forgetName(player);
      return was;
    });
  }

  private Question cancelTwo() {
    var both = List.of(player(), player());
    return ask("cancel " + both, tickets.cancel(both), () -> {
      both.forEach(model::remove);
      both.forEach(model::forgetName);
      return null;
    });
  }

  /** In no order, for two may have come in the same millisecond. */
  private Question waiting() {
    return ask("waiting", tickets.waiting(MANY).map(this::ours),
        () -> ours(model.waiting(MANY, now)));
  }

  private TreeSet<String> ours(List<Ticket> all) {
    var names = new TreeSet<String>();
    all.stream().filter(each -> each.player().startsWith(prefix))
        .forEach(each -> names.add(each.player() + " " + each.name()));
    return names;
  }

  private Question assign() {
    var room = room();
    var players = List.of(prefix + "p" + random.nextInt(2), prefix + "p" + (2 + random.nextInt(3)));
    return ask("assign " + players + " to " + room, tickets.assign(room, players),
        () -> model.assign(room, players, now));
  }

  private Question opened() {
    var room = room();
    return ask("opened " + room,
        tickets.opened(room).compose(done -> tickets.assigned()).map(this::tables), () -> {
          model.table(room).ifPresent(table -> {
            table.forEach(each -> model.expire(each.player(), now));
            model.forgetTable(room);
          });
          return tables(model.assigned());
        });
  }

  private TreeSet<String> tables(List<Assignment> all) {
    var tables = new TreeSet<String>();
    all.stream().filter(each -> each.room().startsWith(prefix))
        .forEach(each -> tables.add(each.toString()));
    return tables;
  }

  private Question left() {
    var player = player();
    var room = room();
    return ask(player + " left " + room, tickets.left(player, room), () -> {
      model.left(player, room);
      return null;
    });
  }

  private Question roomOf() {
    var player = player();
    return ask("room of " + player, tickets.roomOf(player),
        () -> model.roomOf(player, now).filter(room -> model.table(room).isEmpty()));
  }
}
