package io.cairn.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.cairn.server.journal.StudyFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Where the program's own log goes: to a bounded file in the study's folder, never to the terminal.
 */
final class LogFile {

  private static volatile Optional<Path> file = Optional.empty();

  private LogFile() {}

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Until a study is known, nothing is logged. */
  static void nowhere() {
    Logger root = root();
    root.detachAndStopAllAppenders();
    root.setLevel(Level.OFF);
  }

  /** Logs to the study's folder from now on; two files of at most 5 MB. */
  static void to(StudyFolder folder) {
    Path path = folder.path().resolve("cairn.log");
    Logger root = root();
    LoggerContext context = root.getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{30} %X{study} - %msg%n%ex{full}");
    encoder.start();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(path.toString());
    appender.setEncoder(encoder);
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(path + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(1);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("5MB"));
    size.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(size);
    appender.start();
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    // Forests of the report tell of each tree at INFO.
    context.getLogger("smile").setLevel(Level.WARN);
    file = Optional.of(path);
  }

  /** Logs to standard error from now on: what runs a service keeps that. */
  static void toStandardError() {
    Logger root = root();
    LoggerContext context = root.getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{30} - %msg%n%ex{full}");
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    NoiseFilter noise = new NoiseFilter();
    noise.start();
    appender.addFilter(noise);
    appender.start();
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    context.getLogger("smile").setLevel(Level.WARN);
    // Pekko tells of every step of joining; warnings and errors are enough.
    context.getLogger("org.apache.pekko").setLevel(Level.WARN);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
  }

  /** The file, once there is one. */
  static Optional<Path> where() {
    return file;
  }

  /** Keeps the trace of a bug. */
  static void bug(Exception e) {
    LoggerFactory.getLogger(Main.class).error("a bug", e);
  }
}
