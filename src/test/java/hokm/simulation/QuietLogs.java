package hokm.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * While schedules run, the nodes' logs go nowhere, but for what they call an error: that is a
 * promise broken.
 */
final class QuietLogs implements AutoCloseable {

  private static final ThreadLocal<Promises> PROMISES = new ThreadLocal<>();

  private final Logger logger = (Logger) LoggerFactory.getLogger("hokm");
  private final Level before = logger.getLevel();
  private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
    @Override
    protected void append(ILoggingEvent event) {
      var promises = PROMISES.get();
      if (promises != null) promises.broken(sentence(event));
    }
  };

  QuietLogs() {
    appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    appender.start();
    logger.setLevel(Level.ERROR);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  /** Errors of this thread are these promises' from now on. */
  static void hear(Promises promises) {
    PROMISES.set(promises);
  }

  private static String sentence(ILoggingEvent event) {
    var why = event.getThrowableProxy();
    return event.getFormattedMessage() + (why == null ? "" : " " + why.getClassName() + ": "
        + why.getMessage() + at(why));
  }

  private static String at(IThrowableProxy why) {
    var text = new StringBuilder();
    var frames = why.getStackTraceElementProxyArray();
    for (int i = 0; i < Math.min(4, frames.length); i++) {
      text.append(' ').append(frames[i].getSTEAsString());
    }
    return text.toString();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(before);
    logger.setAdditive(true);
  }
}
