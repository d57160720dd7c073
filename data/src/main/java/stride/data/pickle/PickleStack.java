package stride.data.pickle;

import java.util.ArrayList;
import java.util.List;

/** The stack of the pickle machine, with its marks. */
final class PickleStack {
    private final PickleInput input;
    private final Allowance allowance;
    private final ArrayList<Value> values = new ArrayList<>();
    private final ArrayList<Integer> marks = new ArrayList<>();
    private int deepest;

    PickleStack(PickleInput input, Allowance allowance) {
        this.input = input;
        this.allowance = allowance;
    }

    void push(Value value) {
        values.add(value);
        if (values.size() > deepest) {
            deepest = values.size();
            allowance.object(0);
        }
    }

    /** Takes the topmost value; what lies below the last mark is out of reach. */
    Value pop() {
        if (values.size() <= floor()) {
            throw input.failure("a value is taken from an empty stack");
        }
        return values.removeLast();
    }

    /** The topmost value, which stays. */
    Value peek() {
        if (values.size() <= floor()) {
            throw input.failure("a value is asked of an empty stack");
        }
        return values.getLast();
    }

    void mark() {
        allowance.object(0);
        marks.add(values.size());
    }

    /** Takes the values above the last mark, and the mark. */
    List<Value> popMarked() {
        if (marks.isEmpty()) {
            throw input.failure("a mark is asked for, and there is none");
        }
        int from = marks.removeLast();
        List<Value> above = values.subList(from, values.size());
        allowance.object(above.size());
        List<Value> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    /** Takes the topmost {@code count} values, in the order in which they were pushed. */
    List<Value> pop(int count) {
        if (values.size() - count < floor()) {
            throw input.failure("%d values are taken from a stack that is lower".formatted(count));
        }
        List<Value> top = values.subList(values.size() - count, values.size());
        List<Value> taken = List.copyOf(top);
        top.clear();
        return taken;
    }

    boolean isEmpty() {
        return values.isEmpty() && marks.isEmpty();
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }
}
