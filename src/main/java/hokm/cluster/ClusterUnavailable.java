package hokm.cluster;

/** The node could not join its cluster; the message says what would be right. */
public final class ClusterUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
