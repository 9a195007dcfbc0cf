import { useEffect, useState } from 'preact/hooks';

export function useLoad(load, inputs) {
  const [state, setState] = useState({});

  useEffect(() => {
    let current = true;
    load().then(
      (data) => current && setState({ data }),
      (error) => current && setState({ error }),
    );
    return () => {
      current = false;
    };
  }, inputs);

  return state;
}
