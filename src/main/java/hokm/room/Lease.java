package hokm.room;

/** The right to save a room: who owns it, and since which take-over. */
public record Lease(String room, Owner owner, long epoch) {}
