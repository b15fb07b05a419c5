package io.cairn.workers.s3;

import io.cairn.workers.node.Checkpoints;
import io.cairn.workers.node.FolderTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Checkpoints as objects of a bucket, shared by all workers that name the same bucket and prefix.
 *
 * <p>Below {@code PREFIX/STUDY/trial-N/} lie {@code manifest.json} and contents under names that no
 * two keepings share. Contents are written first and the manifest last; what only the manifest
 * before named is deleted after that. So a reader has one whole checkpoint, whenever a keeper dies.
 * Contents that were kept before are named again and not sent again. What a keeper leaves that died
 * lies there until the trial's checkpoint is dropped.
 *
 * <p>Names, contents, empty folders and links within the folder are kept; permissions and times are
 * not, and neither are links out of it.
 */
public final class S3Checkpoints implements Checkpoints, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(S3Checkpoints.class);

  private static final Pattern STUDY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final S3Settings settings;
  private final S3Store store;
  private final LocalCopies copies;

  private S3Checkpoints(S3Settings settings, S3Store store, LocalCopies copies) {
    this.settings = settings;
    this.store = store;
    this.copies = copies;
  }

  /**
   * Opens a store with the credentials that AWS's tools find: variables, profiles, roles. It is
   * tried out at once.
   *
   * @param cache folder of this machine for trials' local copies, which workers may share; what an
   *     earlier process left there is removed
   * @throws StoreRefusedException if bucket, credentials, rights or region are wrong
   * @throws IOException if the store does not answer, or the folder cannot be used
   */
  public static S3Checkpoints open(S3Settings settings, Path cache) throws IOException {
    return open(settings, cache, DefaultCredentialsProvider.builder().build());
  }

  static S3Checkpoints open(S3Settings settings, Path cache, AwsCredentialsProvider credentials)
      throws IOException {
    S3Access.check(settings, credentials);
    return new S3Checkpoints(
        settings,
        S3Access.open(settings, credentials),
        LocalCopies.open(cache, settings.limits().idleBytes()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A checkpoint that is not whole counts as lost: the folder is empty, and the log says why.
   *
   * @throws IOException if the store does not answer; {@link InterruptedIOException} if interrupted
   */
  @Override
  public Path take(String study, int trial) throws IOException {
    String home = home(study, trial);
    LocalCopies.Copy copy = copies.begin(study, trial);
    boolean taken = false;
    try {
      lock(copy);
      try {
        fill(copy, study, trial, home);
      } finally {
        copy.lock.unlock();
      }
      taken = true;
      return copy.folder;
    } finally {
      if (!taken) {
        copies.release(study, trial);
      }
    }
  }

  private static void lock(LocalCopies.Copy copy) throws InterruptedIOException {
    try {
      copy.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another one had the checkpoint");
    }
  }

  private void fill(LocalCopies.Copy copy, String study, int trial, String home)
      throws IOException {
    try {
      TrialObjects objects = new TrialObjects(store, home);
      Optional<Manifest> kept = objects.manifest();
      if (kept.isPresent()) {
        LocalFolder.make(copy.folder, kept.get(), objects::fetch, copies.aside());
        return;
      }
    } catch (DamagedException | InvalidPathException e) {
      LOG.warn(
          "the checkpoint of trial {} of study {} in {} counts as lost: {}",
          trial,
          study,
          settings.location(),
          e.getMessage());
    }
    FolderTree.delete(copy.folder);
    Files.createDirectories(copy.folder);
  }

  /**
   * {@inheritDoc}
   *
   * <p>An interrupt does not end it: an evaluation that was asked to end leaves a checkpoint.
   *
   * @throws IOException if the store does not answer, or a file changes meanwhile; what was kept
   *     before is then still there
   */
  @Override
  public long keep(String study, int trial) throws IOException {
    String home = home(study, trial);
    return Undisturbed.run(
        "cairn-keep-" + trial,
        () -> {
          LocalCopies.Copy copy = copies.begin(study, trial);
          copy.lock.lock();
          try {
            return Files.isDirectory(copy.folder, LinkOption.NOFOLLOW_LINKS)
                ? new TrialObjects(store, home).keep(copy.folder)
                : 0L;
          } finally {
            copy.lock.unlock();
            copies.release(study, trial);
          }
        });
  }

  @Override
  public void drop(String study, int trial) throws IOException {
    String home = home(study, trial);
    LocalCopies.Copy copy = copies.begin(study, trial);
    copy.lock.lock();
    try {
      FolderTree.delete(copy.folder);
      new TrialObjects(store, home).drop();
    } finally {
      copy.lock.unlock();
      copies.release(study, trial);
    }
  }

  @Override
  public void clear(String study, Set<Integer> keep) throws IOException {
    String home = settings.location().key(checked(study) + "/");
    for (int trial : StudyObjects.trials(store, home)) {
      if (!keep.contains(trial)) {
        drop(study, trial);
      }
    }
  }

  @Override
  public void release(String study, int trial) {
    copies.release(study, trial);
  }

  @Override
  public String place() {
    return settings.place();
  }

  /** What the keys of a trial's objects begin with. */
  private String home(String study, int trial) throws IOException {
    return settings.location().key(checked(study) + "/" + StudyObjects.TRIAL + trial + "/");
  }

  private static String checked(String study) throws IOException {
    if (!STUDY.matcher(study).matches()) {
      throw new IOException(
          "study \""
              + study
              + "\" cannot be part of a key: letters, digits, dots, dashes and _ can");
    }
    return study;
  }

  @Override
  public void close() throws IOException {
    store.close();
    copies.close();
  }
}
