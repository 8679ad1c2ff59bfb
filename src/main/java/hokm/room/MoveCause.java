package hokm.room;

import java.util.Arrays;
import java.util.Locale;

/** Why a room has the owner that it has: kept with the room, logged, and counted. */
public enum MoveCause {
  /** It was opened there. */
  CREATED,
  /** Its node is gone. */
  LOST_NODE,
  /** Its node is there, but renews its lease no more: it hangs, or is cut off from the store. */
  LOST_LEASE,
  /** Its owner was neither there nor leased, and nobody had noticed. */
  SWEEP,
  /** The directory said that it was here, and it was not. */
  STRAY,
  /** Its node leaves. */
  DRAIN,
  /** Its node had far more rooms. */
  BALANCE,
  /** Somebody moved it. */
  OPERATOR,
  /** The store had forgotten it, or who had it. */
  PUT_BACK,
  /** A node of an older version did not say. */
  UNKNOWN;

  /** As in the store, in logs and in figures. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a word that a newer version knows: UNKNOWN. */
  public static MoveCause of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst()
        .orElse(UNKNOWN);
  }
}
