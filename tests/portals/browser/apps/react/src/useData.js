import { useEffect, useState } from 'react';

/** Load something when `key` changes; what arrives too late is dropped. */
export default function useData(load, key) {
  const [state, setState] = useState({ data: null, error: null });

  useEffect(() => {
    let current = true;
    setState({ data: null, error: null });
    load().then(
      (data) => current && setState({ data, error: null }),
      (error) => current && setState({ data: null, error }),
    );
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  return state;
}
