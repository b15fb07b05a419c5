package io.cairn.workers.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trial has in the store: contents under names that no two keepings share, and the manifest
 * that names them.
 *
 * @param home what the keys of its objects begin with, with a slash at the end
 */
record TrialObjects(S3Store store, String home) {

  private static final Logger LOG = LoggerFactory.getLogger(TrialObjects.class);

  private static final String MANIFEST = "manifest.json";

  /** How often a keeper looks again when another one was faster. */
  private static final int MOST_ROUNDS = 3;

  private static final int PAGE = 1_000;

  /** Fetches the content of a file into a new one. */
  void fetch(Manifest.Kept file, Path to) throws IOException {
    if (file.size() == 0) {
      Files.createFile(to);
    } else {
      store.download(home + file.object(), file.size(), to);
    }
  }

  /**
   * What was kept; empty if nothing was.
   *
   * @throws DamagedException if that cannot be used
   */
  Optional<Manifest> manifest() throws IOException {
    Optional<byte[]> json = store.read(home + MANIFEST, Manifest.MOST_BYTES);
    return json.isPresent() ? Optional.of(Manifest.parse(json.get())) : Optional.empty();
  }

  /** The manifest to begin from; a damaged one is as good as none, since it is replaced. */
  private Optional<Manifest> base() throws IOException {
    try {
      return manifest();
    } catch (DamagedException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes what is in a folder the checkpoint.
   *
   * @return its size in bytes
   */
  long keep(Path folder) throws IOException {
    FolderContent content = FolderContent.of(folder);
    Optional<Manifest> before = base();
    if (content.isEmpty() && before.isEmpty()) {
      return 0;
    }
    String id = UUID.randomUUID().toString();
    Map<String, String> sent = new HashMap<>();
    for (int round = 1; ; round++) {
      Manifest next = send(content, before, id, sent);
      if (before.isPresent() && before.get().sameContent(next)) {
        return next.bytes();
      }
      // An evaluation that was given up may still be keeping, and has deleted what this one names.
      Optional<Manifest> now = base();
      if (round == MOST_ROUNDS || now.map(Manifest::id).equals(before.map(Manifest::id))) {
        store.write(home + MANIFEST, next.toJson());
        now.ifPresent(old -> deleteUnnamed(old, next));
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
      FolderContent content, Optional<Manifest> before, String id, Map<String, String> sent)
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

  private void deleteUnnamed(Manifest old, Manifest next) {
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

  /** Removes all of it. */
  void drop() throws IOException {
    // First, so that nobody takes a checkpoint that is half gone.
    store.delete(home + MANIFEST);
    String first = "";
    for (List<String> page = store.list(home, PAGE);
        !page.isEmpty();
        page = store.list(home, PAGE)) {
      if (page.get(0).equals(first)) {
        throw new IOException("the store does not delete " + first + ", and says it did");
      }
      first = page.get(0);
      for (String key : page) {
        store.delete(key);
      }
    }
  }
}
