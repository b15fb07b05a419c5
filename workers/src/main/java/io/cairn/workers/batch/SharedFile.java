package io.cairn.workers.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on storage that several machines share. */
public final class SharedFile {

  private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);

  private SharedFile() {}

  /**
   * Makes what another machine wrote before it closed a file visible here: NFS looks when a file is
   * opened, and otherwise believes for up to a minute what it knows ("close to open" consistency,
   * nfs(5)).
   */
  public static void refresh(Path file) {
    try {
      Files.newByteChannel(file).close();
    } catch (NoSuchFileException e) {
      // Nothing was written.
      return;
    } catch (IOException e) {
      LOG.debug("{} cannot be opened: {}", file, e.getMessage());
    }
  }
}
