package stride.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.binary.Claims;

/** Pickles that no recording holds: each is refused, or read as harmless, at once. */
@Timeout(20)
class HostilePickleTest {
    @Test
    void aForeignFunctionIsRefusedByNameAndPlace() {
        byte[] pickle = new PickleBytes()
                .global("os", "system")
                .text("touch /tmp/owned")
                .op(Opcode.TUPLE1, Opcode.REDUCE)
                .stop();
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(DataException.class)
                .hasMessage("evil.npy: byte 2 of the pickle: refers to os.system, which is not accepted;"
                        + " save plain numpy arrays");
        refused(new PickleBytes().text("posix").text("system").op(Opcode.STACK_GLOBAL), "refers to posix.system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy.dtype", "ndarray.__reduce__", "loads", ""})
    void namesAreTakenWhole(String name) {
        refused(new PickleBytes().global("numpy", name), "refers to numpy." + name);
    }

    @Test
    void aLineBreakInANameMakesNoSecondLine() {
        assertThatThrownBy(() -> read(new PickleBytes()
                        .text("os\n\u2028\r")
                        .text("x")
                        .op(Opcode.STACK_GLOBAL)
                        .stop()))
                .message()
                .doesNotContain("\n", "\r", "\u2028");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Opcode.EXT1,
                Opcode.EXT2,
                Opcode.EXT4,
                'P',
                'Q',
                'i',
                'o',
                Opcode.NEWOBJ,
                Opcode.NEWOBJ_EX,
                Opcode.NEXT_BUFFER,
                Opcode.READONLY_BUFFER,
                'I',
                'g',
                0xff,
                0
            })
    void opcodesThatReachOutsideAreRefused(int opcode) {
        refused(new PickleBytes().op(Opcode.NONE, Opcode.EMPTY_TUPLE, opcode, 1, 1, 1, 1), "byte 4 of the pickle");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Opcode.POP,
                Opcode.DUP,
                Opcode.MEMOIZE,
                Opcode.TUPLE1,
                Opcode.TUPLE3,
                Opcode.TUPLE,
                Opcode.APPEND,
                Opcode.APPENDS,
                Opcode.SETITEM,
                Opcode.SETITEMS,
                Opcode.ADDITEMS,
                Opcode.FROZENSET,
                Opcode.POP_MARK,
                Opcode.LIST,
                Opcode.DICT,
                Opcode.REDUCE,
                Opcode.BUILD,
                Opcode.STACK_GLOBAL,
                Opcode.STOP
            })
    void anEmptyStackGivesNothing(int opcode) {
        refused(new PickleBytes().op(opcode), "byte 2 of the pickle");
        if (opcode != Opcode.TUPLE && opcode != Opcode.LIST && opcode != Opcode.DICT && opcode != Opcode.POP_MARK) {
            refused(new PickleBytes().op(Opcode.NONE, Opcode.MARK).op(opcode), "of the pickle");
        }
    }

    @Test
    void lengthsBeyondTheFileAreRefusedBeforeAnythingIsAllocated() {
        refused(
                new PickleBytes().op(Opcode.BINBYTES).intLE(0xffffffffL),
                "4294967295 bytes are needed, but 1 are left");
        refused(new PickleBytes().op(Opcode.BINUNICODE8).longLE(Long.MAX_VALUE), "but 1 are left");
        refused(new PickleBytes().op(Opcode.BYTEARRAY8).longLE(-1), "18446744073709551615 bytes are needed");
        refused(new PickleBytes().op(Opcode.BINSTRING).intLE(-1), "are needed");
        refused(new PickleBytes().op(Opcode.LONG4).intLE(0x7fffffff), "2147483647 bytes are needed");
        refused(new PickleBytes().op(Opcode.LONG4).intLE(-2), "are needed");
    }

    @Test
    void theMemoGrowsOnlyWithWhatIsPut() {
        refused(new PickleBytes().op(Opcode.NONE, Opcode.LONG_BINPUT).intLE(0xffffffffL), "number 4294967295");
        refused(new PickleBytes().op(Opcode.BINGET, 7), "number 7 in the memo, where nothing is");
        refused(new PickleBytes().op(Opcode.LONG_BINGET).intLE(0xffffffffL), "where nothing is");
    }

    @Test
    void shapesAreComparedWithTheBytesThatAreThere() {
        assertThat(read(new PickleBytes().array("f4", 24, 2, 3).stop())
                        .getFirst()
                        .info()
                        .summary())
                .isEqualTo("evil (2 x 3 float32)");
        refused(new PickleBytes().array("f4", 24, 2, 4), "needs 32 bytes, but has 24");
        refused(new PickleBytes().array("f4", 24, 1L << 62, 1L << 62), "larger than any file");
        refused(new PickleBytes().array("f8", 0, 1L << 61), "larger than any file");
        refused(new PickleBytes().array("f4", 24, -2, -3), "a dimension of -2");
        refused(new PickleBytes().array("O8", 24, 3), "type object");
        refused(new PickleBytes().array("q4", 24, 6), "type 'q4' is not known");
        refused(new PickleBytes().array("f4", 0, new long[65]), "up to 64");
    }

    @Test
    void containersCantBeKeys() {
        refused(
                new PickleBytes().op(Opcode.EMPTY_DICT, Opcode.EMPTY_LIST, Opcode.NONE, Opcode.SETITEM),
                "a list is used");
        refused(
                new PickleBytes().op(Opcode.EMPTY_DICT, Opcode.EMPTY_DICT, Opcode.NONE, Opcode.SETITEM),
                "a dict is used");
    }

    @Test
    void aDictThatContainsItselfIsListedOnce() {
        PickleBytes pickle = new PickleBytes().op(Opcode.EMPTY_DICT, Opcode.MEMOIZE);
        pickle.text("self").op(Opcode.BINGET, 0, Opcode.SETITEM);
        pickle.text("x").array("f4", 4, 1).op(Opcode.SETITEM);
        assertThat(read(pickle.stop())).extracting(array -> array.info().name()).containsExactly("x");
    }

    @Test
    void nestingIsNoRecursion() {
        byte[] lists = new PickleBytes()
                .times(200_000, Opcode.EMPTY_LIST)
                .times(199_999, Opcode.APPEND)
                .stop();
        assertThatThrownBy(() -> read(lists)).hasMessageContaining("holds a pickled list");

        PickleBytes dicts = new PickleBytes().op(Opcode.EMPTY_DICT);
        for (int i = 0; i < 100_000; i++) {
            dicts.text("k").op(Opcode.EMPTY_DICT);
        }
        assertThat(read(dicts.times(100_000, Opcode.SETITEM).stop())).isEmpty();
    }

    @Test
    void doublingByReferenceCostsNothing() {
        // Each list holds the one before it twice: 2^30 items, were it ever walked through.
        PickleBytes pickle = new PickleBytes().op(Opcode.EMPTY_DICT).text("bomb");
        pickle.op(Opcode.EMPTY_LIST, Opcode.MEMOIZE, Opcode.POP);
        for (int i = 0; i < 30; i++) {
            pickle.op(Opcode.EMPTY_LIST, Opcode.MEMOIZE);
            pickle.op(Opcode.BINGET, i, Opcode.APPEND, Opcode.BINGET, i, Opcode.APPEND, Opcode.POP);
        }
        List<StoredArray> arrays =
                read(pickle.op(Opcode.BINGET, 30, Opcode.SETITEM).stop());
        assertThat(arrays).extracting(array -> array.info().summary()).containsExactly("bomb (2 list)");
    }

    @Test
    void aLongListUnderManyNamesIsNotCopied() {
        PickleBytes pickle = new PickleBytes().op(Opcode.EMPTY_LIST, Opcode.MEMOIZE, Opcode.MARK);
        pickle.times(500_000, Opcode.BININT1, 1).op(Opcode.APPENDS, Opcode.POP, Opcode.EMPTY_DICT, Opcode.MARK);
        for (int i = 0; i < 50_000; i++) {
            pickle.text("" + i).op(Opcode.BINGET, 0);
        }
        assertThat(read(pickle.op(Opcode.SETITEMS).stop())).hasSize(50_000);
    }

    /** Python 2's names and bytes are both its strings. */
    @Test
    void whatPython2WroteIsRead() {
        PickleBytes pickle = new PickleBytes().op(Opcode.EMPTY_DICT, Opcode.SHORT_BINSTRING, 1, 'x');
        pickle.global("numpy.core.multiarray", "_reconstruct");
        pickle.op(Opcode.EMPTY_TUPLE, Opcode.REDUCE, Opcode.MARK, Opcode.BININT1, 1);
        pickle.op(Opcode.BININT1, 2, Opcode.TUPLE1).global("numpy", "dtype");
        pickle.op(Opcode.SHORT_BINSTRING, 2, 'u', '1', Opcode.TUPLE1, Opcode.REDUCE, Opcode.NEWFALSE);
        pickle.op(Opcode.SHORT_BINSTRING, 2, 7, 200, Opcode.TUPLE, Opcode.BUILD, Opcode.SETITEM);
        StoredArray array = read(pickle.stop()).getFirst();
        assertThat(array.info().summary()).isEqualTo("x (2 uint8)");
        assertThat(array.values()).containsExactly(7, 200);
    }

    /** A survey of the file would read the array as often as it has names. */
    @Test
    void anArrayOfMoreNamesThanAnyRecordingHasIsRefused() {
        PickleBytes pickle = new PickleBytes().array("u1", 250, 250).op(Opcode.MEMOIZE, Opcode.POP);
        pickle.op(Opcode.EMPTY_DICT, Opcode.MARK);
        for (int i = 0; i < 1000; i++) {
            pickle.text("" + i).op(Opcode.BINGET, 0);
        }
        byte[] names = pickle.op(Opcode.SETITEMS).stop();
        assertThat(read(names)).hasSize(1000);
        Claims little = new Claims("evil.npy", names.length);
        little.claim("before", 64 << 20);
        assertThat(PickledArrays.read(MemorySegment.ofArray(names), 0, "evil.npy", "evil", little))
                .hasSize(1000);
        little.claim("before", 100L * names.length - 300_000);
        assertThatThrownBy(() -> PickledArrays.read(MemorySegment.ofArray(names), 0, "evil.npy", "evil", little))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more than a hundred times the file's length");
    }

    /** One dict of many entries, none of them the one that is looked for, stands for every neuron. */
    @Test
    void aDictThatStandsForEveryNeuronIsWalkedThroughOnce() {
        int many = 300_000;
        PickleBytes pickle = new PickleBytes().global("numpy.core.multiarray", "_reconstruct");
        pickle.op(Opcode.EMPTY_TUPLE, Opcode.REDUCE, Opcode.MARK, Opcode.BININT1, 1);
        pickle.op(Opcode.BININT).intLE(many).op(Opcode.TUPLE1);
        pickle.global("numpy", "dtype").text("O8").op(Opcode.TUPLE1, Opcode.REDUCE, Opcode.NEWFALSE);
        pickle.op(Opcode.EMPTY_LIST, Opcode.MARK, Opcode.EMPTY_DICT, Opcode.MEMOIZE, Opcode.MARK);
        pickle.times(many, Opcode.BININT1, 1, Opcode.NONE).op(Opcode.SETITEMS);
        pickle.times(many - 1, Opcode.BINGET, 0).op(Opcode.APPENDS, Opcode.TUPLE, Opcode.BUILD);
        MemorySegment bytes = MemorySegment.ofArray(pickle.stop());
        assertThat(PickledRecords.read(bytes, 0, "stat.npy", "med", 2)).isEmpty();
    }

    @Test
    void moreObjectsThanTheHeapHoldsAreRefused() {
        int objects = Math.toIntExact(Math.min(Runtime.getRuntime().maxMemory() / 3 / 32 + 1, 200_000_000));
        byte[] pickle = new byte[objects];
        Arrays.fill(pickle, (byte) Opcode.EMPTY_DICT);
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more objects than the heap has room for");
    }

    private static void refused(PickleBytes pickle, String problem) {
        assertThatThrownBy(() -> read(pickle.stop()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("evil.npy: byte ")
                .hasMessageContaining(problem);
    }

    private static List<StoredArray> read(byte[] pickle) {
        return PickledArrays.read(
                MemorySegment.ofArray(pickle), 0, "evil.npy", "evil", new Claims("evil.npy", pickle.length));
    }
}
