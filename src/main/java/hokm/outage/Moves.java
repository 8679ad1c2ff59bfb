package hokm.outage;

import java.util.ArrayList;

/**
 * @param doorStayed waits of those whose own connection went over another node
 * @param doorGone waits of those who lost their connection with the node as well
 * @param reconnects the most that one client opened in one restart
 */
record Moves(Waits doorStayed, Waits doorGone, int reconnects) {

  Moves reconnecting(int most) {
    return new Moves(doorStayed, doorGone, most);
  }

  Waits all() {
    var all = new ArrayList<>(doorStayed.nanos());
    all.addAll(doorGone.nanos());
    return new Waits(all);
  }
}
