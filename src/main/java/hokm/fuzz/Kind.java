package hokm.fuzz;

/** What is sent, by what is wrong with it. */
enum Kind {
  VALID(Ends.NO, 30),
  FIELD_DROPPED(Ends.NO, 5),
  FIELD_DOUBLED(Ends.NO, 5),
  FIELD_RETYPED(Ends.NO, 6),
  FIELD_UNKNOWN(Ends.NO, 4),
  VALUE_OVERLONG(Ends.NO, 4),
  VALUE_HUGE(Ends.NO, 5),
  VALUE_NESTED(Ends.NO, 4),
  OF_ANOTHER(Ends.NO, 4),
  REPLAYED(Ends.NO, 6),
  JSON_BROKEN(Ends.NO, 6),
  TEXT_RANDOM(Ends.NO, 5),
  SIZE_AT_A_LIMIT(Ends.MAYBE, 2),
  IN_PIECES(Ends.NO, 3),
  PING_OR_PONG(Ends.NO, 3),
  BINARY(Ends.MAYBE, 2),
  UTF8_BROKEN(Ends.YES, 1),
  RESERVED_BITS(Ends.YES, 0.7),
  OPCODE_UNKNOWN(Ends.YES, 0.7),
  NOT_MASKED(Ends.YES, 0.7),
  CONTROL_TOO_LONG(Ends.YES, 0.7),
  NO_BEGINNING(Ends.YES, 0.7),
  PIECES_MIXED(Ends.YES, 0.7),
  CLOSED(Ends.OURSELVES, 0.7),
  CLOSED_BADLY(Ends.OURSELVES, 1),
  NEVER_FINISHED(Ends.LATER, 0.15),
  BYTES_RANDOM(Ends.LATER, 0.3);

  /** What must become of the socket. */
  enum Ends {
    /** Not for this frame's sake. */
    NO,
    /** The server may close it, with a reason. */
    MAYBE,
    /** The server must, with a reason. */
    YES,
    /** We have said so, and the server ends it, whatever its words. */
    OURSELVES,
    /** The server may wait for more; in the end silence closes it. */
    LATER
  }

  final Ends ends;
  final double weight;

  Kind(Ends ends, double weight) {
    this.ends = ends;
    this.weight = weight;
  }
}
