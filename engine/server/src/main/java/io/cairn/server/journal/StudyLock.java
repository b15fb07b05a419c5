package io.cairn.server.journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.*;
import java.nio.file.StandardOpenOption;
public final class StudyLock implements AutoCloseable {
  public sealed interface Attempt {}
  public record Taken(StudyLock lock) implements Attempt {}
  public record Refused(String sentence) implements Attempt {}
  private final FileChannel c;
  private StudyLock(FileChannel c){this.c=c;}
  public static Attempt take(StudyFolder f){
    try { FileChannel c=FileChannel.open(f.path().resolve("lock"),StandardOpenOption.CREATE,StandardOpenOption.WRITE);
      FileLock l=c.tryLock(); if(l==null){c.close(); return new Refused("study "+f.id()+" is being run by another process");}
      return new Taken(new StudyLock(c));
    } catch(OverlappingFileLockException e){return new Refused("study "+f.id()+" is being run by this process");}
    catch(IOException e){throw new UncheckedIOException(e);} }
  public static boolean held(StudyFolder f){ Attempt a=take(f); if(a instanceof Taken t){t.lock().close();return false;} return true; }
  @Override public void close(){ try{c.close();}catch(IOException e){throw new UncheckedIOException(e);} }
}
