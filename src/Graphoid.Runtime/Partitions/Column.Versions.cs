using System.Runtime.CompilerServices;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>Undo of a column: the arrays as the version found them, plus an image of every block that was written since.</summary>
/// <remarks>When the arrays are replaced (a widening, growth), the old ones are complete but for the saved blocks and are no longer
/// written to; from then on nothing more has to be saved.</remarks>
public sealed partial class Column
{
    private bool _isTracked;
    private bool _isDetached;
    private ColumnKind _baseKind;
    private Value _baseUniform;
    private double[] _baseNumbers = [];
    private ulong[] _baseBits = [];
    private Value[] _baseValues = [];
    private int _baseRows;
    private Array?[] _images = [];

    internal long ImageBytes
    {
        get
        {
            var blocks = 0L;
            foreach (var image in _images)
            {
                blocks += image is null ? 0 : 1;
            }

            var blockBytes = _baseKind switch
            {
                ColumnKind.Numbers => BlockRows * sizeof(double),
                ColumnKind.Values => BlockRows * ValueBytes,
                _ => BlockRows / 8,
            };
            var replaced = _isDetached
                ? ((long)_baseNumbers.Length * sizeof(double)) + ((long)_baseBits.Length * sizeof(ulong)) + ((long)_baseValues.Length * ValueBytes)
                : 0;
            return replaced + (blocks * blockBytes) + ((long)_images.Length * IntPtr.Size);
        }
    }

    /// <summary>Opens a version of a column that belongs to no graph. O(1).</summary>
    public void Begin()
    {
        RequireOwnLog();
        _log.Begin();
    }

    /// <summary>Keeps what was written since <see cref="Begin"/>.</summary>
    public void Commit()
    {
        RequireOwnLog();
        _log.Commit();
    }

    /// <summary>Undoes what was written since <see cref="Begin"/>, widenings included. O(blocks written).</summary>
    public void Rollback()
    {
        RequireOwnLog();
        _log.Rollback(types: null);
    }

    internal void DropImages()
    {
        for (var block = 0; block < _images.Length; block++)
        {
            if (_images[block] is { } image)
            {
                _log.Pool.Return(image);
                _images[block] = null;
            }
        }

        _baseUniform = default;
        _baseNumbers = [];
        _baseBits = [];
        _baseValues = [];
        _isTracked = false;
        _isDetached = false;
    }

    internal void RestoreImages()
    {
        for (var block = 0; block < _images.Length; block++)
        {
            switch (_images[block])
            {
                case double[] numbers:
                    Restore(numbers, _baseNumbers, block * BlockRows);
                    break;
                case Value[] values:
                    Restore(values, _baseValues, block * BlockRows);
                    break;
                case ulong[] words:
                    Restore(words, _baseBits, block * (BlockRows / 64));
                    break;
            }
        }

        Kind = _baseKind;
        Rows = _baseRows;
        _uniform = _baseUniform;
        _numbers = _baseNumbers;
        _bits = _baseBits;
        _values = _baseValues;
        DropImages();
    }

    private static void Restore<T>(T[] image, T[] target, int start) =>
        image.AsSpan(0, Math.Min(image.Length, target.Length - start)).CopyTo(target.AsSpan(start));

    private static T[] Copy<T>(T[] source, T[] image, int start)
    {
        source.AsSpan(start, Math.Min(image.Length, source.Length - start)).CopyTo(image);
        return image;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeforeWrite(int row)
    {
        if (_log.IsOpen)
        {
            Track();
            SaveBlock(row >> BlockShift);
        }
    }

    /// <summary>Remembers the column as it is, once per version.</summary>
    private void Track()
    {
        if (_isTracked || !_log.IsOpen)
        {
            return;
        }

        _isTracked = true;
        _isDetached = false;
        (_baseKind, _baseUniform, _baseRows) = (Kind, _uniform, Rows);
        (_baseNumbers, _baseBits, _baseValues) = (_numbers, _bits, _values);
        _log.Enroll(this);
    }

    private void SaveBlock(int block)
    {
        // Rows that the version added have nothing to save.
        if (_isDetached || Kind == ColumnKind.Uniform || (long)block * BlockRows >= _baseRows)
        {
            return;
        }

        if (block >= _images.Length)
        {
            Array.Resize(ref _images, ((_baseRows - 1) >> BlockShift) + 1);
        }

        if (_images[block] is not null)
        {
            return;
        }

        var start = block * BlockRows;
        switch (Kind)
        {
            case ColumnKind.Numbers:
                _images[block] = Copy(_numbers, _log.Pool.RentNumbers(), start);
                break;
            case ColumnKind.Bits:
                _images[block] = Copy(_bits, _log.Pool.RentWords(), start / 64);
                break;
            default:
                // Image and column now both own the containers: a change in place would reach the image too.
                foreach (ref readonly var value in _values.AsSpan(start, Math.Min(BlockRows, _values.Length - start)))
                {
                    value.Share();
                }

                _images[block] = Copy(_values, _log.Pool.RentValues(), start);
                break;
        }
    }

    /// <summary>Leaves the present arrays behind, as the version's base if it is open, and starts empty ones of a kind.</summary>
    private void Replace(ColumnKind kind)
    {
        Track();
        _isDetached = _log.IsOpen;
        Kind = kind;
        _numbers = [];
        _bits = [];
        _values = [];
    }

    private void RequireOwnLog()
    {
        if (!_ownsLog)
        {
            throw new InvalidOperationException("The graph opens and closes the versions of its columns.");
        }
    }
}
