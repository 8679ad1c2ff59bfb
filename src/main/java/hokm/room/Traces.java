package hokm.room;

/**
 * Where the time of a command goes, told in spans. Of most commands nobody wants to know: then a
 * span is {@link Span#NONE}, its link is empty, and nothing follows it. Safe from any thread.
 */
public interface Traces {

  /** Something that takes time. */
  interface Span {

    Span NONE = new Span() {
      @Override
      public String link() {
        return "";
      }

      @Override
      public Span about(String key, String value) {
        return this;
      }

      @Override
      public void end() {}
    };

    /** By which what is done for it follows it, at another node too. */
    String link();

    /** @param value no name, no card, no secret */
    Span about(String key, String value);

    void end();
  }

  Traces NONE = new Traces() {
    @Override
    public Span begin(String name) {
      return Span.NONE;
    }

    @Override
    public Span follow(String name, String link, long micros) {
      return Span.NONE;
    }
  };

  /** The first of a trace. */
  Span begin(String name);

  /**
   * What is done for another.
   *
   * @param link of that one; nothing is told where it is empty
   * @param micros epoch microseconds when it began; 0 for now
   */
  Span follow(String name, String link, long micros);

  default Span follow(String name, String link) {
    return link.isEmpty() ? Span.NONE : follow(name, link, 0);
  }
}
