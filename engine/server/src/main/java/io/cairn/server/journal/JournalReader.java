package io.cairn.server.journal;
import io.cairn.proto.Commit;
import java.sql.*;
import java.util.*;
import java.util.stream.Stream;
public final class JournalReader implements AutoCloseable {
  public record Entry(long sequence, Commit commit) {}
  private final Connection c;
  private JournalReader(Connection c){this.c=c;}
  public static JournalReader open(StudyFolder f){ try { return new JournalReader(DriverManager.getConnection(JournalSettings.url(f)+";ACCESS_MODE_DATA=r;FILE_LOCK=NO")); } catch(SQLException e){ throw new CairnJournalException(String.valueOf(e.getMessage())); } }
  public Stream<Entry> commits(){ List<Entry> l=new ArrayList<>(); try(var s=c.createStatement(); var r=s.executeQuery("select \"sequence_number\",\"event_payload\" from \"event_journal\" order by \"sequence_number\"")){ while(r.next()) l.add(new Entry(r.getLong(1), Commit.parseFrom(r.getBytes(2)))); } catch(Exception e){ throw new CairnJournalException(String.valueOf(e.getMessage())); } return l.stream(); }
  @Override public void close(){ try{c.close();}catch(SQLException e){throw new CairnJournalException(String.valueOf(e.getMessage()));} }
}
