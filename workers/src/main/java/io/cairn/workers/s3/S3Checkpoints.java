package io.cairn.workers.s3;

import io.cairn.workers.node.Checkpoints;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

  private static final String MANIFEST = "manifest.json";

  /** How often a keeper looks again when another one was faster. */
  private static final int MOST_ROUNDS = 3;

  private static final int PAGE = 1_000;

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
      Optional<Manifest> kept = manifest(home);
      if (kept.isPresent()) {
        LocalFolder.make(
            copy.folder, kept.get(), (file, to) -> fetch(home, file, to), copies.aside());
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
    LocalFolder.delete(copy.folder);
    Files.createDirectories(copy.folder);
  }

  private void fetch(String home, Manifest.Kept file, Path to) throws IOException {
    if (file.size() == 0) {
      Files.createFile(to);
    } else {
      store.download(home + file.object(), file.size(), to);
    }
  }

  private Optional<Manifest> manifest(String home) throws IOException {
    Optional<byte[]> json = store.read(home + MANIFEST, Manifest.MOST_BYTES);
    return json.isPresent() ? Optional.of(Manifest.parse(json.get())) : Optional.empty();
  }

  /** The manifest to begin from; a damaged one is as good as none, since it is replaced. */
  private Optional<Manifest> base(String home) throws IOException {
    try {
      return manifest(home);
    } catch (DamagedException e) {
      return Optional.empty();
    }
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
                ? keep(home, copy.folder)
                : 0L;
          } finally {
            copy.lock.unlock();
            copies.release(study, trial);
          }
        });
  }

  private long keep(String home, Path folder) throws IOException {
    FolderContent content = FolderContent.of(folder);
    Optional<Manifest> before = base(home);
    if (content.isEmpty() && before.isEmpty()) {
      return 0;
    }
    String id = UUID.randomUUID().toString();
    Map<String, String> sent = new HashMap<>();
    for (int round = 1; ; round++) {
      Manifest next = send(home, content, before, id, sent);
      if (before.isPresent() && before.get().sameContent(next)) {
        return next.bytes();
      }
      // An evaluation that was given up may still be keeping, and has deleted what this one names.
      Optional<Manifest> now = base(home);
      if (round == MOST_ROUNDS || now.map(Manifest::id).equals(before.map(Manifest::id))) {
        store.write(home + MANIFEST, next.toJson());
        now.ifPresent(old -> deleteUnnamed(home, old, next));
        return next.bytes();
      }
      before = now;
    }
  }

  /**
   * Sends the contents that neither the manifest before has nor this keeping sent already.
   *
   * @param sent by this keeping: name of the object by content
   */
  private Manifest send(
      String home,
      FolderContent content,
      Optional<Manifest> before,
      String id,
      Map<String, String> sent)
      throws IOException {
    Map<String, String> there = new HashMap<>();
    before.ifPresent(b -> b.files().forEach(f -> there.put(f.sha256() + f.size(), f.object())));
    there.putAll(sent);
    List<Manifest.Kept> files = new ArrayList<>();
    for (FolderContent.Found file : content.files()) {
      String object = "";
      if (file.size() > 0) {
        String hash = file.sha256() + file.size();
        object = there.getOrDefault(hash, "");
        if (object.isEmpty()) {
          object = id + "-" + sent.size();
          store.upload(home + object, file.file(), file.size());
          file.checkUnchanged();
          sent.put(hash, object);
          there.put(hash, object);
        }
      }
      files.add(new Manifest.Kept(file.name(), file.size(), file.sha256(), object));
    }
    return new Manifest(Manifest.VERSION, id, files, content.links(), content.folders());
  }

  private void deleteUnnamed(String home, Manifest old, Manifest next) {
    Set<String> objects = new HashSet<>();
    old.files().forEach(file -> objects.add(file.object()));
    next.files().forEach(file -> objects.remove(file.object()));
    objects.remove("");
    try {
      for (String object : objects) {
        store.delete(home + object);
      }
    } catch (IOException e) {
      LOG.warn("old contents stay below {} until it is dropped: {}", home, e.getMessage());
    }
  }

  @Override
  public void drop(String study, int trial) throws IOException {
    String home = home(study, trial);
    LocalCopies.Copy copy = copies.begin(study, trial);
    copy.lock.lock();
    try {
      LocalFolder.delete(copy.folder);
      // First, so that nobody takes a checkpoint that is half gone.
      store.delete(home + MANIFEST);
      String first = "";
      for (List<String> page = store.list(home, PAGE);
          !page.isEmpty();
          page = store.list(home, PAGE)) {
        if (page.get(0).equals(first)) {
          throw new IOException(settings.store() + " does not delete " + first + ", and says it did");
        }
        first = page.get(0);
        for (String key : page) {
          store.delete(key);
        }
      }
    } finally {
      copy.lock.unlock();
      copies.release(study, trial);
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
    if (!STUDY.matcher(study).matches()) {
      throw new IOException(
          "study \"" + study + "\" cannot be part of a key: letters, digits, dots, dashes and _ can");
    }
    return settings.location().key(study + "/trial-" + trial + "/");
  }

  @Override
  public void close() throws IOException {
    store.close();
    copies.close();
  }
}
