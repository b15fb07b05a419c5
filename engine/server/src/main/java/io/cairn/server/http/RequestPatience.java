package io.cairn.server.http;

import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Ends a connection whose next request does not come, or whose request does not end. Pekko ends one
 * on which nothing happens, so a client that sends a byte now and then would hold it for ever; from
 * here it is seen that nothing has come of it.
 */
final class RequestPatience
    extends GraphStage<BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse>> {

  private final Inlet<HttpRequest> requests = Inlet.create("requests");
  private final Outlet<HttpRequest> asked = Outlet.create("asked");
  private final Inlet<HttpResponse> answers = Inlet.create("answers");
  private final Outlet<HttpResponse> responses = Outlet.create("responses");

  private final DoorLimits limits;

  RequestPatience(DoorLimits limits) {
    this.limits = limits;
  }

  @Override
  public BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse> shape() {
    return new BidiShape<>(requests, asked, answers, responses);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {

    private static final String LATE = "late";

    @SuppressWarnings("NullAway.Init")
    private AsyncCallback<Done> ended;

    Logic() {
      super(shape());
      setHandler(
          requests,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              cancelTimer(LATE);
              push(asked, inTime(grab(requests)));
            }

            @Override
            public void onUpstreamFinish() {
              complete(asked);
            }
          });
      setHandler(
          asked,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              if (!hasBeenPulled(requests) && !isClosed(requests)) {
                pull(requests);
              }
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(requests, cause);
            }
          });
      setHandler(
          answers,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              push(responses, untilItsEnd(grab(answers)));
            }

            @Override
            public void onUpstreamFinish() {
              complete(responses);
            }
          });
      setHandler(
          responses,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(answers);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(answers, cause);
            }
          });
    }

    @Override
    public void preStart() {
      ended = createAsyncCallback(done -> scheduleOnce(LATE, limits.idleTimeout()));
      scheduleOnce(LATE, limits.firstRequestTimeout());
    }

    /** Pekko answers in time in place of who does not, and then goes on to read the body. */
    private HttpRequest inTime(HttpRequest request) {
      return request.entity().isStrict()
          ? request
          : request.transformEntityDataBytes(
              Flow.<ByteString>create()
                  .completionTimeout(
                      CheckpointEndpoints.isMeantBy(request)
                          ? limits.files().time()
                          : limits.requestTimeout()));
    }

    /** An answer may go on for long, as events do; the wait for the next request begins then. */
    private HttpResponse untilItsEnd(HttpResponse answer) {
      if (answer.entity().isStrict()) {
        scheduleOnce(LATE, limits.idleTimeout());
        return answer;
      }
      cancelTimer(LATE);
      return answer.transformEntityDataBytes(
          Flow.<ByteString>create()
              .watchTermination(
                  (unused, end) -> {
                    end.whenComplete((done, failure) -> ended.invoke(Done.getInstance()));
                    return NotUsed.getInstance();
                  }));
    }

    @Override
    public void onTimer(Object timer) {
      completeStage();
    }
  }
}
