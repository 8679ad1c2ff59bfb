package hokm.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What all players noted since the last reading. One event loop's. */
final class Notes {

  private final List<Long> back = new ArrayList<>();
  private final TreeMap<String, Integer> delayed = new TreeMap<>();
  private final TreeMap<String, Integer> refused = new TreeMap<>();
  private int gaps;
  private int ended;
  private int roomsLost;

  /** @param read of the notes of one outage */
  record Read(Waits back, TreeMap<String, Integer> delayed, TreeMap<String, Integer> refused,
      int gaps, int matchesEnded, int roomsLost) {}

  void back(long nanos) {
    back.add(nanos);
  }

  void delayed(String code) {
    delayed.merge(code, 1, Integer::sum);
  }

  void refused(String code) {
    refused.merge(code, 1, Integer::sum);
  }

  void gap() {
    gaps++;
  }

  void matchEnded() {
    ended++;
  }

  /** The server says that the room is no more. */
  void roomLost() {
    roomsLost++;
  }

  Read read() {
    var read = new Read(new Waits(back), new TreeMap<>(delayed), new TreeMap<>(refused), gaps,
        ended, roomsLost);
    back.clear();
    delayed.clear();
    refused.clear();
    gaps = 0;
    ended = 0;
    roomsLost = 0;
    return read;
  }
}
