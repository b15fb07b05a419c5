package io.cairn.server.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.cairn.server.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * {@code cairn} as a child of a test: it ends with its parent, its clock can be set, and what a
 * worker was told by studies goes to a file.
 */
final class NodeMain {

  /** Names the file with the offset of the clock. */
  static final String CLOCK = "cairn.test.clock";

  /** Names the file for what the worker's messages were answered. */
  static final String ANSWERS = "cairn.test.answers";

  private NodeMain() {}

  /** As {@link Main#main}. */
  public static void main(String[] args) {
    endWithParent();
    Optional.ofNullable(System.getProperty(ANSWERS)).ifPresent(NodeMain::keepAnswers);
    InstantSource time =
        Optional.ofNullable(System.getProperty(CLOCK))
            .<InstantSource>map(file -> new SteppedTime(Path.of(file)))
            .orElse(InstantSource.system());
    System.exit(Main.run(time, args));
  }

  /** Its input is a pipe from the parent, and ends when that is gone, kill -9 included. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  continue;
                }
              } catch (IOException e) {
                // The pipe is broken, which means the same.
                Runtime.getRuntime().halt(1);
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void keepAnswers(String file) {
    Logger node = (Logger) LoggerFactory.getLogger("io.cairn.workers.node.WorkerNode");
    LoggerContext context = node.getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%msg%n");
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file);
    appender.setEncoder(encoder);
    appender.start();
    node.addAppender(appender);
    node.setAdditive(false);
    node.setLevel(Level.DEBUG);
  }
}
