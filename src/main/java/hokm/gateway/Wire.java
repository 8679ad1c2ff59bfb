package hokm.gateway;

/** The connection under a client's socket; a simulation brings its own. */
interface Wire {

  boolean closed();

  /** Whether so much waits to be read by the client that it has fallen behind. */
  boolean full();

  void send(String frame);

  void ping();

  /** @param status of RFC 6455, section 7.4 */
  void close(short status, String reason);
}
