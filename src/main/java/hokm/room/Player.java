package hokm.room;

/** @param id public; @param name as shown to the others */
public record Player(String id, String name) {}
