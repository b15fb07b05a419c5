package io.cairn.workers.node;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checkpoints below a folder: of this machine, or of a file system that all nodes share. */
public final class CheckpointFolder implements Checkpoints {

  /** A file by which nodes see that they share the folder. */
  private static final String PLACE = ".cairn-place";

  /** Before the number of the trial in the name of its folder. */
  private static final String TRIAL = "trial-";

  private final Path root;
  private final Function<String, Path> studies;

  private CheckpointFolder(Path root, Function<String, Path> studies) {
    this.root = root;
    this.studies = studies;
  }

  /** Of any number of studies, {@code folder/STUDY/trial-N}. */
  public static CheckpointFolder shared(Path folder) {
    return new CheckpointFolder(folder, folder::resolve);
  }

  /** Of one study, {@code folder/trial-N}. */
  public static CheckpointFolder ofOneStudy(Path folder) {
    return new CheckpointFolder(folder, study -> folder);
  }

  private Path folder(String study, int trial) {
    return studies.apply(study).resolve(TRIAL + trial);
  }

  @Override
  public Path take(String study, int trial) throws IOException {
    return Files.createDirectories(folder(study, trial));
  }

  @Override
  public long keep(String study, int trial) throws IOException {
    return FolderTree.size(folder(study, trial));
  }

  @Override
  public void drop(String study, int trial) throws IOException {
    FolderTree.delete(folder(study, trial));
  }

  @Override
  public void clear(String study, Set<Integer> keep) throws IOException {
    List<Path> found;
    try (Stream<Path> folders = Files.list(studies.apply(study))) {
      found = folders.filter(folder -> isOfAnother(folder, keep)).toList();
    } catch (NoSuchFileException none) {
      return;
    }
    for (Path folder : found) {
      FolderTree.delete(folder);
    }
  }

  private static boolean isOfAnother(Path folder, Set<Integer> keep) {
    String name = folder.getFileName().toString();
    return name.startsWith(TRIAL) && keep.stream().noneMatch(trial -> name.equals(TRIAL + trial));
  }

  @Override
  public String place() throws IOException {
    Files.createDirectories(root);
    Path file = root.resolve(PLACE);
    try {
      Files.writeString(file, UUID.randomUUID().toString(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException known) {
      // Another node was first, or this one at an earlier time.
      return Files.readString(file);
    }
    return Files.readString(file);
  }
}
