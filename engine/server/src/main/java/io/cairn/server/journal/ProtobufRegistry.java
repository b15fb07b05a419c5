package io.cairn.server.journal;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages that may be read, by their protobuf names: every message of the given generated
 * files and of the files that these import. Built once, from our own descriptors; a name that comes
 * in is looked up here and nowhere else, so bytes from outside never choose a class.
 */
final class ProtobufRegistry {

  private final Map<String, Message> defaults;

  private ProtobufRegistry(Map<String, Message> defaults) {
    this.defaults = Collections.unmodifiableMap(defaults);
  }

  /** The messages of these files. */
  static ProtobufRegistry of(FileDescriptor... files) {
    Map<String, Message> defaults = new HashMap<>();
    for (FileDescriptor file : files) {
      add(file, defaults);
    }
    return new ProtobufRegistry(defaults);
  }

  private static void add(FileDescriptor file, Map<String, Message> defaults) {
    for (FileDescriptor imported : file.getDependencies()) {
      add(imported, defaults);
    }
    for (Descriptor message : file.getMessageTypes()) {
      defaults.computeIfAbsent(message.getFullName(), name -> defaultInstance(message));
    }
  }

  private static Message defaultInstance(Descriptor message) {
    FileDescriptor file = message.getFile();
    String name = file.getOptions().getJavaPackage() + "." + message.getName();
    try {
      return (Message) Class.forName(name).getMethod("getDefaultInstance").invoke(null);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException(
          file.getName()
              + ": "
              + message.getFullName()
              + " has no class "
              + name
              + "; the file must set java_package and java_multiple_files",
          e);
    }
  }

  /** The default instance of the message with this name, from which others are parsed. */
  Message defaultInstance(String fullName) {
    Message message = defaults.get(fullName);
    if (message == null) {
      throw new CorruptRecordException(
          "a record holds a \""
              + fullName
              + "\", which this version of Cairn does not know; it was written by a later version,"
              + " or is damaged");
    }
    return message;
  }

  /** Whether there is a message of this name. */
  boolean knows(String fullName) {
    return defaults.containsKey(fullName);
  }
}
