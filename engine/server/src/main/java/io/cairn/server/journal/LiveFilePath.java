package io.cairn.server.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's view of a journal that another process may be writing: {@code
 * cairnread:N:LENGTH:HEADER:/path}. H2 always locks the files that it opens, also for reading, and
 * deletes left-over files beside them; through this path it does neither, and cannot write.
 *
 * <p>This is safe because the writer only appends ({@code REUSE_SPACE=FALSE}): the state that H2
 * finds when it opens the file stays whole in it for ever. For the same reason every earlier state
 * of the file is a prefix of it, and can be opened by showing H2 the first LENGTH bytes alone;
 * salvage does that. HEADER is {@code own}, or {@code blank} for a header that leads nowhere in the
 * place of a damaged one: H2 then looks for its last chunk from the end.
 *
 * <p>N differs for each opening, because H2 shares what is open under one name within a process,
 * and a reader must not get the state that an earlier one opened.
 *
 * <p>Public only because H2 makes instances of it by reflection.
 */
public final class LiveFilePath extends FilePathWrapper {

  /** What stands before the path, in messages of H2. */
  static final String PREFIX_PATTERN = "cairnread:\\d+:\\d+:(own|blank):";

  private static final String SCHEME = "cairnread";
  private static final int FIELDS = 4;
  private static final AtomicLong OPENINGS = new AtomicLong();

  static {
    FilePath.register(new LiveFilePath());
  }

  /** For H2. */
  public LiveFilePath() {}

  /**
   * The name by which H2 opens a database for one reader.
   *
   * @param database its file without the suffix
   * @param length how much of the file H2 gets to see
   * @param blankHeader whether it gets to see a header that leads nowhere
   */
  static String of(Path database, long length, boolean blankHeader) {
    return String.join(
        ":",
        SCHEME,
        Long.toString(OPENINGS.incrementAndGet()),
        Long.toString(length),
        blankHeader ? "blank" : "own",
        database.toAbsolutePath().toString());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  protected String getPrefix() {
    return name.substring(0, pathStart(name));
  }

  @Override
  protected FilePath unwrap(String wrapped) {
    return FilePath.get(wrapped.substring(pathStart(wrapped)));
  }

  private static int pathStart(String wrapped) {
    int at = 0;
    for (int field = 0; field < FIELDS; field++) {
      at = wrapped.indexOf(':', at) + 1;
    }
    return at;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    List<String> fields = List.of(getPrefix().split(":", -1));
    return new LiveFileChannel(
        super.open("r"), Long.parseLong(fields.get(2)), fields.get(3).equals("blank"));
  }

  @Override
  public long size() {
    return Math.min(super.size(), Long.parseLong(List.of(getPrefix().split(":", -1)).get(2)));
  }

  @Override
  public boolean canWrite() {
    return false;
  }

  /** Nothing to tidy here. */
  @Override
  public List<FilePath> newDirectoryStream() {
    return List.of();
  }

  /** Left-over files are the writer's business. */
  @Override
  public void delete() {}

  @Override
  public void moveTo(FilePath target, boolean replace) {
    throw readOnly();
  }

  @Override
  public boolean createFile() {
    throw readOnly();
  }

  @Override
  public void createDirectory() {
    throw readOnly();
  }

  @Override
  public OutputStream newOutputStream(boolean append) {
    throw readOnly();
  }

  private UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(name + " is open for reading only");
  }
}
