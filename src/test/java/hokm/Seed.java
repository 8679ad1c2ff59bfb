package hokm;

/** Where random tests get their seed: printed, and taken back by -Dhokm.seed. */
public final class Seed {

  private Seed() {}

  public static long of(String test) {
    var given = System.getProperty("hokm.seed");
    long seed = given == null ? System.nanoTime() : Long.parseLong(given);
    System.out.println(test + " runs with -Dhokm.seed=" + seed);
    return seed;
  }
}
