package stride.data.pickle;

import java.util.ArrayList;
import java.util.List;
import stride.data.pickle.Value.Bytes;
import stride.data.pickle.Value.Constant;
import stride.data.pickle.Value.Dict;
import stride.data.pickle.Value.Other;
import stride.data.pickle.Value.Real;
import stride.data.pickle.Value.Sequence;
import stride.data.pickle.Value.Text;
import stride.data.pickle.Value.Tuple;
import stride.data.pickle.Value.Whole;

/**
 * Reads a pickle of protocol 2 to 5 without executing anything: it builds {@link Value}s, and what a pickle would call
 * must be one of the {@link Global}s. The bytes of arrays and long texts are passed over, not read.
 *
 * <p>Time and memory are linear in the length of the file.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools, the opcodes explained</a>
 */
final class Unpickler {
    private final PickleInput input;
    private final Allowance allowance;
    private final PickleStack stack;
    private final Memo memo;
    private final Construction construction;

    private Unpickler(PickleInput input) {
        this.input = input;
        this.allowance = new Allowance(input);
        this.stack = new PickleStack(input, allowance);
        this.memo = new Memo(input, allowance);
        this.construction = new Construction(input, allowance);
    }

    /**
     * Reads one pickled value.
     *
     * @throws stride.data.DataException if the pickle is cut or malformed, or refers to anything that is not accepted
     */
    static Value read(PickleInput input) {
        Unpickler machine = new Unpickler(input);
        int opcode = input.opcode();
        while (opcode != Opcode.STOP) {
            machine.step(opcode);
            opcode = input.opcode();
        }
        Value value = machine.stack.pop();
        if (!machine.stack.isEmpty()) {
            throw input.failure("the pickle ends with values left over");
        }
        return value;
    }

    private void step(int opcode) {
        switch (opcode) {
            case Opcode.PROTO -> protocol(input.unsignedByte());
            case Opcode.FRAME -> input.signedLong();
            case Opcode.MARK -> stack.mark();
            case Opcode.POP -> stack.pop();
            case Opcode.POP_MARK -> stack.popMarked();
            case Opcode.DUP -> stack.push(stack.peek());

            case Opcode.BINPUT -> memo.put(input.unsignedByte(), stack.peek());
            case Opcode.LONG_BINPUT -> memo.put(input.unsignedInt(), stack.peek());
            case Opcode.MEMOIZE -> memo.put(stack.peek());
            case Opcode.BINGET -> stack.push(memo.get(input.unsignedByte()));
            case Opcode.LONG_BINGET -> stack.push(memo.get(input.unsignedInt()));

            case Opcode.NONE -> stack.push(Constant.NONE);
            case Opcode.NEWTRUE -> stack.push(Constant.TRUE);
            case Opcode.NEWFALSE -> stack.push(Constant.FALSE);
            case Opcode.BININT -> create(new Whole(input.signedInt()));
            case Opcode.BININT1 -> create(new Whole(input.unsignedByte()));
            case Opcode.BININT2 -> create(new Whole(input.unsignedShort()));
            case Opcode.LONG1 -> integer(input.unsignedByte());
            case Opcode.LONG4 -> integer(input.signedInt());
            case Opcode.BINFLOAT -> create(new Real(input.bigEndianDouble()));

            case Opcode.SHORT_BINUNICODE -> text(input.unsignedByte());
            case Opcode.BINUNICODE -> text(input.unsignedInt());
            case Opcode.BINUNICODE8 -> text(input.signedLong());
            case Opcode.SHORT_BINBYTES, Opcode.SHORT_BINSTRING -> bytes(input.unsignedByte());
            case Opcode.BINBYTES -> bytes(input.unsignedInt());
            case Opcode.BINSTRING -> bytes(input.signedInt());
            case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> bytes(input.signedLong());

            case Opcode.EMPTY_TUPLE -> create(new Tuple(List.of()));
            case Opcode.TUPLE1 -> tuple(stack.pop(1));
            case Opcode.TUPLE2 -> tuple(stack.pop(2));
            case Opcode.TUPLE3 -> tuple(stack.pop(3));
            case Opcode.TUPLE -> tuple(stack.popMarked());
            case Opcode.EMPTY_LIST -> create(new Sequence(new ArrayList<>(0)));
            case Opcode.LIST -> create(new Sequence(new ArrayList<>(stack.popMarked())));
            case Opcode.APPEND -> append(stack.pop(1));
            case Opcode.APPENDS -> append(stack.popMarked());
            case Opcode.EMPTY_DICT -> create(new Dict(new ArrayList<>(0)));
            case Opcode.DICT -> {
                List<Value> entries = stack.popMarked();
                create(new Dict(new ArrayList<>(0)));
                set(entries);
            }
            case Opcode.SETITEM -> set(stack.pop(2));
            case Opcode.SETITEMS -> set(stack.popMarked());
            case Opcode.EMPTY_SET -> create(new Other("set"));
            case Opcode.ADDITEMS -> addItems(stack.popMarked());
            case Opcode.FROZENSET -> {
                stack.popMarked();
                create(new Other("frozenset"));
            }

            case Opcode.GLOBAL -> global(input.line(), input.line());
            case Opcode.STACK_GLOBAL -> {
                String name = input.name(stack.pop());
                global(input.name(stack.pop()), name);
            }
            case Opcode.REDUCE -> {
                Value arguments = stack.pop();
                create(construction.call(stack.pop(), arguments));
            }
            case Opcode.BUILD -> {
                Value state = stack.pop();
                construction.build(stack.peek(), state);
            }
            default -> throw input.failure(Opcode.refusal(opcode));
        }
    }

    private void protocol(int version) {
        if (version > 5) {
            throw input.failure("protocol %d is not 2 to 5; save it with protocol=4".formatted(version));
        }
    }

    private void create(Value value) {
        allowance.object(0);
        stack.push(value);
    }

    private void integer(int length) {
        if (length >= 0 && length <= 8) {
            create(new Whole(input.signed(length)));
        } else {
            input.take(length);
            create(new Other("int"));
        }
    }

    private void text(long length) {
        create(new Text(input.take(length), length));
    }

    private void bytes(long length) {
        create(new Bytes(input.take(length), length, false));
    }

    private void tuple(List<Value> items) {
        allowance.object(items.size());
        create(new Tuple(items));
    }

    private void append(List<Value> items) {
        if (!(stack.peek() instanceof Sequence list)) {
            throw input.failure("items are appended to a " + stack.peek().type());
        }
        allowance.object(2L * items.size());
        list.items().addAll(items);
    }

    private void set(List<Value> entries) {
        if (!(stack.peek() instanceof Dict dict)) {
            throw input.failure("entries are set in a " + stack.peek().type());
        }
        if (entries.size() % 2 != 0) {
            throw input.failure("a dict's key without a value");
        }
        for (int i = 0; i < entries.size(); i += 2) {
            if (!entries.get(i).hashable()) {
                throw input.failure(
                        "a %s is used as a dict's key".formatted(entries.get(i).type()));
            }
        }
        allowance.object(2L * entries.size());
        dict.entries().addAll(entries);
    }

    private void addItems(List<Value> items) {
        if (!(stack.peek() instanceof Other set && set.type().equals("set"))) {
            throw input.failure("%d items are added to a %s"
                    .formatted(items.size(), stack.peek().type()));
        }
    }

    private void global(String module, String name) {
        stack.push(Global.of(module, name)
                .orElseThrow(() -> input.failure(
                        "refers to %s.%s, which is not accepted; save plain numpy arrays".formatted(module, name))));
    }
}
