package io.timeserverd.server;

import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange.Next;
import io.timeserverd.server.Service.Peer;
import java.nio.channels.SocketChannel;

/** What is said on one connection: requests are answered into the turn until the last one. Knows when it is over. */
final class Dialogue implements Intake.Lines {
    private static final byte[] NOTHING = {};

    private final Service service;
    private final SocketChannel channel;
    private final Peer peer;
    private final Turn.Participant owner;
    private final Replies replies;

    /** {@code keep} was said: goes on after the last answer. */
    private boolean session;

    /** A menu was sent: the next line may be a number. */
    private boolean choosing;

    /** The next line takes long, and has to wait for its part of a turn. */
    private boolean postponed;

    private boolean answeredAny;
    private boolean over;

    /**
     * @param owner who joins the turn for it
     * @param replies where answers are counted
     */
    Dialogue(Service service, SocketChannel channel, Peer peer, Turn.Participant owner, Replies replies) {
        this.service = service;
        this.channel = channel;
        this.peer = peer;
        this.owner = owner;
        this.replies = replies;
    }

    /** Says what the protocol sends first. */
    void open() {
        service.turn.arriving(); // who connects in order to be told the time
        switch (service.opening) {
            case NOTHING -> {}
            case MENU -> {
                replies.begin(owner);
                service.menu.accept(service.turn.output);
                replies.added(0);
                choosing = true;
            }
            case ANSWER -> answerNothing();
        }
    }

    @Override
    public boolean hasRoom() {
        return !over && !postponed && !replies.areEnough();
    }

    @Override
    public boolean answer(byte[] bytes, int from, int to) {
        replies.begin(owner);
        var next = service.answer(peer, choosing, bytes, from, to);
        postponed = next == Next.LATER;
        if (postponed) {
            return false;
        }
        answered();
        choosing = next == Next.CHOOSE;
        switch (next) {
            case GO_ON, CHOOSE, LATER -> {}
            case KEEP -> {
                session = true;
                service.becomesSession(channel);
            }
            case QUIT -> over = true;
        }
        return true;
    }

    private void answerNothing() {
        answer(NOTHING, 0, 0);
    }

    /** Everything that has arrived is answered but {@code rest}, the beginning of a line. */
    void allArrived(Intake rest) {
        if (rest.hasEnded()) {
            // The half-close ends a line too; and who closes without a line asks for the default.
            boolean asked = !rest.isEmpty() || !answeredAny;
            over = !asked
                    || answer(rest.held(), 0, LineBuffer.withoutCarriageReturn(rest.held(), 0, rest.heldLength()));
        } else if (answeredAny && rest.isEmpty() && !session && !choosing) {
            over = true;
        }
    }

    /** No more came in time. */
    void timedOut(Intake rest) {
        if (!rest.isEmpty()) {
            tell(ErrorCode.TIMEOUT, "the line did not end in time", rest);
        } else if (!answeredAny) { // connect and receive the time: for who cannot send
            answerNothing();
        } else if (choosing) {
            tell(ErrorCode.TIMEOUT, "no choice was made in time", rest);
        }
        over = true;
    }

    /** The server stops. */
    void stop(Intake rest) {
        tell(ErrorCode.SHUTTING_DOWN, "the server is stopping", rest);
        over = true;
    }

    /** Tells an error that is no answer to a whole line. */
    private void tell(ErrorCode code, String text, Intake rest) {
        replies.begin(owner);
        service.tell(peer, rest.held(), rest.heldLength(), code, text);
        answered();
    }

    private void answered() {
        replies.added(1);
        answeredAny = true;
    }

    /** Whether a line waits for {@link #resume}. */
    boolean isPostponed() {
        return postponed;
    }

    /** There is time for a line that takes long. */
    void resume() {
        postponed = false;
    }

    boolean isSession() {
        return session;
    }

    boolean hasAnsweredAny() {
        return answeredAny;
    }

    /** Whether no further line is taken. */
    boolean isOver() {
        return over;
    }
}
