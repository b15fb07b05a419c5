package io.cairn.server.http;

import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/** Protobuf messages as bodies: their JSON, or their bytes for who says so. */
final class RemoteMessages {

  private static final String BINARY = "application/x-protobuf";

  private static final ContentType BYTES =
      MediaTypes.customBinary("application", "x-protobuf", true).toContentType();

  /** Of a mistake that is repeated to who made it. */
  private static final int LONGEST_MISTAKE = 300;

  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private RemoteMessages() {}

  /**
   * The body as a message.
   *
   * @param builder of the message; its content goes
   * @throws InvalidRequestException if it is something else
   */
  static void read(Call call, Message.Builder builder) {
    try {
      if (isBinary(call)) {
        builder.mergeFrom(call.body().toArrayUnsafe());
      } else {
        String text = call.body().utf8String();
        PARSER.merge(text.isBlank() ? "{}" : text, builder);
      }
    } catch (InvalidProtocolBufferException e) {
      String mistake = String.valueOf(e.getMessage());
      throw new InvalidRequestException(
          "the body is no "
              + builder.getDescriptorForType().getName()
              + " as "
              + (isBinary(call) ? BINARY : "JSON")
              + ": "
              + mistake.substring(0, Math.min(LONGEST_MISTAKE, mistake.length())));
    }
  }

  /**
   * @throws InvalidRequestException if there are mistakes, with all of them
   */
  static void require(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      throw new InvalidRequestException(String.join("; ", mistakes));
    }
  }

  /** A message as the caller wants it. */
  static HttpResponse answer(Call call, Message message) {
    if (wantsBinary(call)) {
      return HttpResponse.create()
          .withStatus(OK)
          .withEntity(HttpEntities.create(BYTES, ByteString.fromArray(message.toByteArray())));
    }
    try {
      return Answers.json(OK, PRINTER.print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message without Any has a JSON form", e);
    }
  }

  private static boolean isBinary(Call call) {
    return call.request()
        .entity()
        .getContentType()
        .toString()
        .toLowerCase(Locale.ROOT)
        .startsWith(BINARY);
  }

  /** Who does not say what it wants gets the form that it sent. */
  private static boolean wantsBinary(Call call) {
    Optional<String> accept = call.header("Accept").map(text -> text.toLowerCase(Locale.ROOT));
    if (accept.isEmpty() || accept.get().strip().equals("*/*")) {
      return isBinary(call);
    }
    return accept.get().contains(BINARY);
  }
}
