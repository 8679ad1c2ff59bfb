package hokm.protocol;

/** Why a room's clock stood. Snapshots hold a cause by its place here. */
public enum StopCause {
  /** The node that ran the room was gone. */
  OWNER_LOST,
  /** The room was held still while another node took it. */
  MOVED,
  /** What the room saves to did not answer. */
  STORE_AWAY,
  /** The node that ran the room stood still for a moment, and went on. */
  OWNER_PAUSED,
  /** The node that held the player's socket was gone, and he came back over another. */
  GATEWAY_LOST
}
