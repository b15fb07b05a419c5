package io.cairn.server.journal;
import com.typesafe.config.*;
public final class JournalSettings {
  private JournalSettings() {}
  static String url(StudyFolder f){ return "jdbc:h2:file:"+f.database()+";DATABASE_TO_UPPER=false;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"; }
  public static Config config(StudyFolder f){
    try (var c = java.sql.DriverManager.getConnection(url(f)); var s=c.createStatement()) {
      s.execute(new String(java.util.Objects.requireNonNull(JournalSettings.class.getClassLoader().getResourceAsStream("schema/h2/h2-create-schema.sql")).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    } catch (Exception e) { if(!String.valueOf(e.getMessage()).contains("already exists")) throw new IllegalStateException(e); }
    String slick="slick { profile=\"slick.jdbc.H2Profile$\", db { url=\""+url(f)+"\", driver=\"org.h2.Driver\", numThreads=2, maxConnections=2, minConnections=1 } }";
    return ConfigFactory.parseString("pekko.persistence.journal.plugin=jdbc-journal\npekko.persistence.snapshot-store.plugin=jdbc-snapshot-store\njdbc-journal{"+slick+"}\njdbc-snapshot-store{"+slick+"}\njdbc-read-journal{"+slick+"}\npekko.actor.serialization-bindings{\"com.google.protobuf.GeneratedMessage\"=proto}");
  }
}
