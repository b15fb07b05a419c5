package io.cairn.workers.s3;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a checkpoint consists of: the one object that says so. It is replaced as a whole and last,
 * so that whoever reads it has the old checkpoint or the new one.
 *
 * <p>It comes from a bucket that others may write to, so all of it is checked before any of it is
 * used: names stay below the folder, objects below the trial, and links point to what is inside.
 *
 * @param version of this form, 1
 * @param id of the keeping that wrote it
 * @param folders empty ones; the others follow from the files
 */
record Manifest(
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) List<Kept> files,
    @JsonProperty(required = true) List<Link> links,
    @JsonProperty(required = true) List<String> folders) {

  /**
   * A file.
   *
   * @param path below the folder, with slashes, as the user's code named it
   * @param sha256 of its content, 64 hexadecimal digits
   * @param object that has its content, a name below the trial's; empty for an empty file
   */
  record Kept(
      @JsonProperty(required = true) String path,
      @JsonProperty(required = true) long size,
      @JsonProperty(required = true) String sha256,
      @JsonProperty(required = true) String object) {}

  /**
   * A symbolic link.
   *
   * @param target relative to where the link is, and inside the folder
   */
  record Link(
      @JsonProperty(required = true) String path, @JsonProperty(required = true) String target) {}

  static final int VERSION = 1;

  /** Some hundred thousand files. */
  static final int MOST_BYTES = 64 << 20;

  private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  Manifest {
    files = List.copyOf(files);
    links = List.copyOf(links);
    folders = List.copyOf(folders);
  }

  long bytes() {
    return files.stream().mapToLong(Kept::size).sum();
  }

  /** Whether it says the same as another one, wherever the contents lie. */
  boolean sameContent(Manifest other) {
    return contents().equals(other.contents())
        && Set.copyOf(links).equals(Set.copyOf(other.links))
        && Set.copyOf(folders).equals(Set.copyOf(other.folders));
  }

  private Set<Kept> contents() {
    Set<Kept> contents = new HashSet<>();
    files.forEach(file -> contents.add(new Kept(file.path, file.size, file.sha256, "")));
    return contents;
  }

  byte[] toJson() throws IOException {
    byte[] json = JSON.writeValueAsBytes(this);
    if (json.length > MOST_BYTES) {
      throw new IOException(
          "a checkpoint of "
              + files.size()
              + " files is too many for a manifest of "
              + MOST_BYTES
              + " bytes; pack them");
    }
    return json;
  }

  /**
   * Reads and checks one.
   *
   * @throws DamagedException if it is none, or asks for what it must not
   */
  static Manifest parse(byte[] json) throws DamagedException {
    Manifest manifest;
    try {
      manifest = JSON.readValue(json, Manifest.class);
      if (manifest == null) {
        throw new DamagedException("its manifest is empty");
      }
    } catch (DamagedException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new DamagedException("its manifest cannot be read: " + e.getOriginalMessage());
    } catch (IOException | NullPointerException e) {
      throw new DamagedException("its manifest cannot be read: " + e.getMessage());
    }
    manifest.check();
    return manifest;
  }

  private void check() throws DamagedException {
    if (version != VERSION) {
      throw new DamagedException("its manifest has version " + version + ", not " + VERSION);
    }
    Set<String> leaves = new HashSet<>();
    for (Kept file : files) {
      leaf(file.path, leaves);
      boolean empty = file.size == 0 && file.object.isEmpty();
      if (file.size < 0
          || !SHA256.matcher(file.sha256).matches()
          || !(empty || OBJECT.matcher(file.object).matches())) {
        throw new DamagedException("its manifest says nonsense about " + file.path);
      }
    }
    for (Link link : links) {
      leaf(link.path, leaves);
      if (!Names.pointsInside(link.path, link.target)) {
        throw new DamagedException("its link " + link.path + " leaves the folder");
      }
    }
    for (String folder : folders) {
      leaf(folder, leaves);
    }
    // A name that is a file or a link and a folder, too, would have files written through a link.
    for (String leaf : leaves) {
      for (String parent : Names.parents(leaf)) {
        if (leaves.contains(parent)) {
          throw new DamagedException("its manifest has " + leaf + " below " + parent);
        }
      }
    }
  }

  private static void leaf(String path, Set<String> leaves) throws DamagedException {
    if (!Names.isInside(path)) {
      throw new DamagedException("its manifest names \"" + path + "\", outside of the folder");
    }
    if (!leaves.add(path)) {
      throw new DamagedException("its manifest names " + path + " twice");
    }
  }
}
